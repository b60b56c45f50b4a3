/**
 * The way out of the process for alert channels and push targets: a {@link io.quorumeter.core.delivery.Delivery} sends records to one
 * target, in order, from a bounded backlog in memory or on disk.
 */
@NullMarked
package io.quorumeter.core.delivery;

import org.jspecify.annotations.NullMarked;
