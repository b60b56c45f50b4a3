package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import org.jspecify.annotations.Nullable;

/**
 * What a replica must remember through a crash so as not to contradict itself. It is durable before a message that depends
 * on it leaves. Immutable. Bytes: {@link MessageCodec#encode(SafetyState)}.
 *
 * @param view the view that it is in
 * @param lastVotedView the highest view that it sent a first vote in
 * @param lastVotedBlock the block of that vote, {@link BlockId#NONE} when it sent none or an older version wrote the state
 * @param lastVotedJustifyView the view of the certificate that justified it, −1 likewise
 * @param vote2View the highest view that it sent a second vote in
 * @param lock its lock, the highest quorum certificate that it accepted
 * @param highDouble the highest double certificate that it knows, if any
 * @param highTimeout the highest timeout certificate that it knows, if any: the evidence by which it can help a replica that
 *     is behind
 */
public record SafetyState(
        long view,
        long lastVotedView,
        BlockId lastVotedBlock,
        long lastVotedJustifyView,
        long vote2View,
        Certificate lock,
        @Nullable Certificate highDouble,
        @Nullable Certificate highTimeout) {
    /**
     * The state of a replica that never ran.
     *
     * @param genesis the chain
     * @return view 0 and the genesis certificate as lock
     */
    public static SafetyState fresh(BlockId genesis) {
        return new SafetyState(0, 0, BlockId.NONE, -1, 0, Certificate.genesis(genesis), null, null);
    }
}
