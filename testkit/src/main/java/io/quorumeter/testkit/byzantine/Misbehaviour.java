package io.quorumeter.testkit.byzantine;

/** What a Byzantine replica may do. The order is that in which several at once are applied to a message. */
public enum Misbehaviour {
    /** As a leader proposes two blocks in one view, each to some of the others, and serves each with its own certificates. */
    EQUIVOCATE,
    /** Gives its first vote of a view to a second block too. */
    DOUBLE_VOTE,
    /** Gives its second vote of a view to a second block too. */
    DOUBLE_VOTE2,
    /** Reports a lock below its own, and as a leader extends it. */
    CONCEAL_LOCK,
    /** Votes for blocks whose certificate ranks below its lock. */
    VOTE_BELOW_LOCK,
    /** As a leader proposes without waiting for the locks of the others. */
    EARLY_PROPOSAL,
    /** Proposes in views that others lead. */
    WRONG_LEADER,
    /** As a leader proposes and passes on certificates with signatures that it made up. */
    INVALID_CERTIFICATE,
    /** As a leader proposes and passes on certificates that lack signers. */
    UNDER_QUORUM_CERTIFICATE,
    /** Sends no votes, and as a leader the certificates made of the votes of others only to some. */
    WITHHOLD_VOTES,
    /** As a leader keeps everything back until the view is nearly over; wishes for views far ahead. */
    DRAG_VIEWS,
    /** Sends a load of messages that mean nothing. */
    FLOOD,
    /** Sends again what others sent long ago. */
    REPLAY,
    /** Sends nothing at all. */
    SILENT
}
