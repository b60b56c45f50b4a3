package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.ProtocolVariant;

/**
 * Published once when a replica does what the variant in its protocol's description does not have: the description is wrong, and the
 * checks that depend on the variant are off from then on.
 *
 * @param described the variant in the description
 * @param seen what was seen
 */
public record VariantMismatch(ProtocolVariant described, String seen) {}
