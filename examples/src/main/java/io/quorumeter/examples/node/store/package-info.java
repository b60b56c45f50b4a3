/**
 * What a replica keeps on disk: its safety state, so that it never contradicts itself, and its blocks. A crash at any moment leaves what
 * was last synced; damage is found when the store is opened, and never read past.
 */
@NullMarked
package io.quorumeter.examples.node.store;

import org.jspecify.annotations.NullMarked;
