/** The contract of an exporter, which brings snapshots to somebody else. */
@NullMarked
package io.quorumeter.export;

import org.jspecify.annotations.NullMarked;
