package io.quorumeter.testkit.hotstuff2;

/** The timers of a replica. At most one of each kind runs at a time; setting it again replaces it. */
public enum TimerKind {
    /** The view takes too long. */
    VIEW,
    /** A leader has waited for the locks of the others. */
    DELTA_WAIT,
    /** Send the latest own messages of the current view again. */
    RETRANSMIT,
    /** Ask the next replica for missing blocks. */
    FETCH
}
