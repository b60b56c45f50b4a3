package io.quorumeter.core.delivery;

/** Why a record was dropped. */
public enum DropReason {
    /** Records were offered faster than they could be put into the backlog. */
    QUEUE_FULL,
    /** It was the oldest of a backlog that was full. */
    BACKLOG_FULL,
    /** It is larger than the limits allow. */
    TOO_LARGE,
    /** The target will never take it. */
    REFUSED,
    /** The spool is damaged at its place; at the end of a file, where none can be counted, a damage counts as one record. */
    DAMAGED,
    /** It was in memory only when the delivery was closed, or was offered later. */
    CLOSED
}
