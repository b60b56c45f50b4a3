/** The binding of a node's storage: stores, state and caches. */
@NullMarked
package io.quorumeter.storage;

import org.jspecify.annotations.NullMarked;
