/** Transactions on their way into a block: the pool where a replica keeps them, and the client that submits them. */
@NullMarked
package io.quorumeter.examples.node.mempool;

import org.jspecify.annotations.NullMarked;
