/** The binding of a node's network: messages, connections and queues between replicas. */
@NullMarked
package io.quorumeter.network;

import org.jspecify.annotations.NullMarked;
