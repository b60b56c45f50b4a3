package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.HotStuff2Listener;

/** What a replica acts by, but never reported: mostly a call that its binding lacks. {@link SafetyMonitor#untold()} has them. */
public enum Untold {
    /**
     * Certificates of one vote, by {@link HotStuff2Listener#certificateReceived} or {@link HotStuff2Listener#certificateFormed}. Second
     * votes, in the pipelined variant commits, and views that are entered by them are not checked.
     */
    QUORUM_CERTIFICATES(
            "no quorum certificate was reported (certificateReceived, certificateFormed): second votes (pipelined variant: commits)"
                    + " and views that are entered by one are not checked"),
    /** Certificates of two votes, by the same calls. Commits and views that are entered by them are not checked. */
    DOUBLE_CERTIFICATES(
            "no double certificate was reported (certificateReceived, certificateFormed): commits and views that are entered by one"
                    + " are not checked"),
    /** Certificates of time-outs and wishes, by the same calls. Views that are entered by them are not checked. */
    TIMEOUT_CERTIFICATES(
            "no time-out certificate was reported (certificateReceived, certificateFormed): views that are entered by one are not"
                    + " checked"),
    /**
     * Certificates before the commit that rests on them, by the same calls. One that comes before the next view and the next commit is
     * taken for it all the same; one that comes later is found as {@code commit_without_certificate} first.
     */
    CERTIFICATES_IN_TIME(
            "a certificate came late, after the commit that rests on it (certificateReceived, certificateFormed before blockCommitted):"
                    + " such a commit is judged at the next view or commit only, and one whose certificate comes later still is found"
                    + " as commit_without_certificate"),
    /**
     * The views, by {@link HotStuff2Listener#viewEntered}. Whether the own view goes down, was rightly entered or is voted in is
     * not checked.
     */
    VIEWS(
            "no view was reported (viewEntered) before a vote in it: whether views go down, were rightly entered or are voted in after"
                    + " they were left is not checked"),
    /**
     * The lock, by {@link HotStuff2Listener#lockUpdated}, before a vote that takes a higher one than {@link HotStuff2Listener#restored}
     * reported. Each such vote is an {@code own_vote2_without_lock}; without {@code restored} it is not checked.
     */
    LOCKS(
            "no lock was reported (lockUpdated) before a vote that takes one: each second vote (pipelined variant: each vote) above the"
                    + " restored lock is found as own_vote2_without_lock, or not checked when restored was not called either"),
    /**
     * The moment in which a vote is decided on, by {@link HotStuff2Listener#proposalAccepted} or {@link HotStuff2Listener#proposalBuilt}. A
     * vote is then measured by the lock when it leaves, and a lock that rose in between gives a false {@code own_vote_below_lock}.
     */
    DECISIONS(
            "no decision to vote was reported (proposalAccepted, proposalBuilt): an own vote is measured by the lock when it leaves, and"
                    + " one that rose in between gives a false own_vote_below_lock"),
    /**
     * The end of a leader's wait for the locks of others, by {@link HotStuff2Listener#leaderWaitEnded}. Each proposal without the
     * certificate of the view before is then an {@code early_proposal}.
     */
    LEADER_WAITS(
            "no end of a leader's wait was reported (leaderWaitEnded): each own proposal without the certificate of the view before counts"
                    + " as early_proposal"),
    /**
     * The views that votes, certificates and time-outs name below their own: all are 0, that of genesis, although later certificates are
     * known. They count as −1, and what rests on them is not checked.
     */
    RANKS(
            "only view 0 was given as justifyView, lockView or over(…), though later certificates are known: 0 is genesis, and −1 stands"
                    + " for a view that is not signed; what rests on it is not checked");

    /** What the log says, once for each monitor. */
    final String warning;

    Untold(String warning) {
        this.warning = warning;
    }

    static Untold of(CertificateKind kind) {
        return switch (kind) {
            case QUORUM -> QUORUM_CERTIFICATES;
            case DOUBLE -> DOUBLE_CERTIFICATES;
            case TIMEOUT -> TIMEOUT_CERTIFICATES;
        };
    }
}
