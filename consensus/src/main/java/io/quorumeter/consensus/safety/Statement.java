package io.quorumeter.consensus.safety;

/** What sort of fact a {@link Testimony} states. */
public enum Statement {
    /** A leader proposed a block. */
    PROPOSAL,
    /** A validator voted for a block. */
    VOTE,
    /** A validator voted for a certificate. */
    VOTE2,
    /** A validator reported its lock. */
    STATUS,
    /** A validator gave a view up. */
    TIMEOUT,
    /** A quorum signed. */
    CERTIFICATE,
    /** A replica's lock, by its own word or by what it signed. */
    LOCK,
    /** A replica entered a view. */
    VIEW,
    /** A replica committed a block; in place of the view stands its height. */
    COMMIT,
    /** A replica reached a state; in place of the view stands the height, in place of the block the state's digest. */
    STATE;

    /** Whether a height stands in the place of the view. */
    boolean isAboutHeight() {
        return this == COMMIT || this == STATE;
    }

    /** A view, or a height, in words. */
    String place(long view) {
        return (isAboutHeight() ? "at height " : "in view ") + view;
    }
}
