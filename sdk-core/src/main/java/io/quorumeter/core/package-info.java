/** The engine behind the contract: instruments and their cells, the registry and snapshots. */
@NullMarked
package io.quorumeter.core;

import org.jspecify.annotations.NullMarked;
