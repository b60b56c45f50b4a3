package io.quorumeter.consensus.safety;

/** Why a check could not be made. */
public enum SkipReason {
    /** The view or height is too far from the present to be remembered, or there is no room for more of what was seen in it. */
    OUTSIDE_WINDOW,
    /** What the check needs happened before the replica was restarted. */
    AFTER_RESTART,
    /** The signature was not checked, so nobody may be accused by it. */
    UNVERIFIED_SIGNATURE,
    /** The block, certificate, lock or view that it is about was never told of. */
    UNKNOWN_BLOCK,
    /** The views lie in different validator sets, or in one that is not known, as too many were announced ahead. */
    EPOCH_CHANGE,
    /** The protocol is not as described, so what is right cannot be told. */
    VARIANT_MISMATCH
}
