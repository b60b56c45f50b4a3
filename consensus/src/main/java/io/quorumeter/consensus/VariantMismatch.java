package io.quorumeter.consensus;

/**
 * Published when a replica does what its protocol's description does not have: the description is wrong, and the checks that depend on that
 * part of it are off from then on. Once for the variant, for the time-out style, for views that begin again, for the own index, for the
 * numbers of validators and for the times of events; for the size of the validator set once for each set.
 *
 * @param described the variant in the description
 * @param seen what was seen
 */
public record VariantMismatch(ProtocolVariant described, String seen) {}
