/**
 * The way from thread to thread: a bounded {@link io.quorumeter.core.event.Mailbox} emptied by a {@link io.quorumeter.core.event.Loop}, and
 * the bus that puts events into the mailboxes of their listeners.
 */
@NullMarked
package io.quorumeter.core.event;

import org.jspecify.annotations.NullMarked;
