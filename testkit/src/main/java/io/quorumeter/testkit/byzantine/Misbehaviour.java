package io.quorumeter.testkit.byzantine;

/** What a Byzantine replica may do. The order is that in which several at once are applied to a message. */
public enum Misbehaviour {
    /** As a leader proposes two blocks in one view, each to some of the others, and serves each with its own certificates. */
    EQUIVOCATE(true),
    /** Gives its first vote of a view to a second block too. */
    DOUBLE_VOTE(true),
    /** Gives its second vote of a view to a second block too. */
    DOUBLE_VOTE2(true),
    /** Reports a lock below its own, and as a leader extends it. */
    CONCEAL_LOCK(true),
    /** Votes for blocks whose certificate ranks below its lock. */
    VOTE_BELOW_LOCK(true),
    /** As a leader proposes without waiting for the locks of the others. */
    EARLY_PROPOSAL(false),
    /** Proposes in views that others lead. */
    WRONG_LEADER(false),
    /** As a leader proposes and passes on certificates with signatures that it made up. */
    INVALID_CERTIFICATE(true),
    /** As a leader proposes and passes on certificates that lack signers. */
    UNDER_QUORUM_CERTIFICATE(true),
    /** Sends no votes, and as a leader the certificates made of the votes of others only to some. */
    WITHHOLD_VOTES(false),
    /** As a leader keeps everything back until the view is nearly over; wishes for views far ahead. */
    DRAG_VIEWS(false),
    /** Sends a load of messages that mean nothing. */
    FLOOD(false),
    /** Sends again what others sent long ago. */
    REPLAY(false),
    /** Sends nothing at all. */
    SILENT(false);

    private final boolean provable;

    Misbehaviour(boolean provable) {
        this.provable = provable;
    }

    /**
     * Whether correct replicas that compare notes get signed proof of it, where it arrives. The rest they cannot tell from a slow network,
     * or take for an anomaly, which accuses nobody.
     *
     * @return whether evidence of it accuses the replica
     */
    public boolean isProvable() {
        return provable;
    }
}
