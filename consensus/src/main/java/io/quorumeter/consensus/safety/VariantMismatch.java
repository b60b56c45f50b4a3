package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.ProtocolVariant;

/**
 * Published when a replica does what its protocol's description does not have: the description is wrong, and the checks that depend on that
 * part of it are off from then on. Once for the variant, for the time-out style, for views that begin again and for the own index; for the validator set once
 * for each set.
 *
 * @param described the variant in the description
 * @param seen what was seen
 */
public record VariantMismatch(ProtocolVariant described, String seen) {}
