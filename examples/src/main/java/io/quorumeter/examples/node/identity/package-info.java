/** Who is who: the validators' Ed25519 keys, the network they make up, and one validator's own identity in it. */
@NullMarked
package io.quorumeter.examples.node.identity;

import org.jspecify.annotations.NullMarked;
