package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolVariant;
import io.quorumeter.consensus.TimeoutStyle;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a replica is told once. Immutable: each method with an argument gives a changed copy.
 *
 * @param protocol basic or pipelined, 2 or more replicas with equal powers of 1, wishes, with the replica's own index
 * @param genesis the first block of the chain, the same for all replicas
 * @param viewTimeoutDeltas how many Δ a view may take before its timer expires, 7 to 1,000; it doubles, up to 16 times, while
 *     nothing is committed
 * @param deltaWaitDeltas how many Δ a leader without a certificate of the preceding view waits for locks, at least 2
 * @param syncBatch how many heights behind a replica catches up by committed blocks, and how many blocks one answer holds; 1
 *     to {@link MessageCodec#MAX_BLOCKS}
 * @param maxBlockBytes the largest payload of a block that is voted for, in bytes
 * @param mutants faults switched on; none in a correct replica
 */
public record ReplicaConfig(
        Protocol protocol,
        Block genesis,
        int viewTimeoutDeltas,
        int deltaWaitDeltas,
        int syncBatch,
        long maxBlockBytes,
        Set<Mutant> mutants) {
    /**
     * Checks ranges.
     *
     * @param protocol HotStuff-2 with wishes, of 2 or more replicas of power 1, with the own index set
     * @param genesis a block of height 0 and view 0
     * @param viewTimeoutDeltas the length of a view in Δ, 7 to 1,000
     * @param deltaWaitDeltas the wait of a leader for locks in Δ, 2 to {@code viewTimeoutDeltas}
     * @param syncBatch blocks of one answer to a replica that catches up, 1 to {@link MessageCodec#MAX_BLOCKS}
     * @param maxBlockBytes the largest payload that is voted for, 0 to 16 MiB
     * @param mutants faults switched on; empty for a correct replica
     * @throws IllegalArgumentException naming what is out of range or not supported
     */
    public ReplicaConfig {
        if (protocol.timeoutStyle() != TimeoutStyle.WISH) {
            throw new IllegalArgumentException("protocol: the replica speaks HotStuff-2 with wishes, not " + protocol);
        }
        if (protocol.validators().totalPower() != protocol.replicas()) {
            throw new IllegalArgumentException("protocol: the replica needs validators of equal power 1");
        }
        if (protocol.replicas() < 2) {
            throw new IllegalArgumentException("protocol: a replica alone has nobody to agree with; needs 2 or more");
        }
        if (protocol.ownIndex() < 0) {
            throw new IllegalArgumentException("protocol: ownIndex is not set");
        }
        if (genesis.height() != 0 || genesis.view() != 0) {
            throw new IllegalArgumentException("genesis: " + genesis + " is not of height 0 and view 0");
        }
        require("viewTimeoutDeltas", viewTimeoutDeltas, 7, 1_000);
        require("deltaWaitDeltas", deltaWaitDeltas, 2, viewTimeoutDeltas);
        require("syncBatch", syncBatch, 1, MessageCodec.MAX_BLOCKS);
        require("maxBlockBytes", maxBlockBytes, 0, 16 << 20);
        mutants = Set.copyOf(mutants);
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " is not from " + min + " to " + max);
        }
    }

    /**
     * A correct replica with the usual times: 10 Δ a view, 3 Δ for locks, 64 blocks a batch, 8 MiB a block.
     *
     * @param protocol the protocol with the replica's own index
     * @param genesis the first block of the chain
     * @return the configuration
     * @throws IllegalArgumentException when the replica does not speak this protocol
     */
    public static ReplicaConfig of(Protocol protocol, Block genesis) {
        return new ReplicaConfig(protocol, genesis, 10, 3, 64, 8 << 20, EnumSet.noneOf(Mutant.class));
    }

    /**
     * Sets the length of a view.
     *
     * @param deltas at least 7
     * @return a changed copy
     */
    public ReplicaConfig viewTimeoutDeltas(int deltas) {
        return new ReplicaConfig(protocol, genesis, deltas, deltaWaitDeltas, syncBatch, maxBlockBytes, mutants);
    }

    /**
     * Sets the distance from which a replica catches up by committed blocks.
     *
     * @param heights 1 to {@link MessageCodec#MAX_BLOCKS}
     * @return a changed copy
     */
    public ReplicaConfig syncBatch(int heights) {
        return new ReplicaConfig(
                protocol, genesis, viewTimeoutDeltas, deltaWaitDeltas, heights, maxBlockBytes, mutants);
    }

    /**
     * Sets the largest payload that is voted for.
     *
     * @param bytes 0 to 16 MiB
     * @return a changed copy
     */
    public ReplicaConfig maxBlockBytes(long bytes) {
        return new ReplicaConfig(protocol, genesis, viewTimeoutDeltas, deltaWaitDeltas, syncBatch, bytes, mutants);
    }

    /**
     * Switches faults on.
     *
     * @param faults which; none makes a correct replica
     * @return a changed copy
     */
    public ReplicaConfig mutants(Set<Mutant> faults) {
        return new ReplicaConfig(
                protocol, genesis, viewTimeoutDeltas, deltaWaitDeltas, syncBatch, maxBlockBytes, faults);
    }

    /**
     * The index of this replica.
     *
     * @return 0 to n − 1
     */
    public int index() {
        return protocol.ownIndex();
    }

    /**
     * How many replicas there are.
     *
     * @return n
     */
    public int replicas() {
        return protocol.replicas();
    }

    /**
     * How many votes make a certificate.
     *
     * @return n − f
     */
    public int quorum() {
        return (int) protocol.validators().quorumPower();
    }

    /**
     * Which of the two variants it speaks.
     *
     * @return true for the pipelined one, with one vote a view
     */
    public boolean isPipelined() {
        return protocol.variant() == ProtocolVariant.PIPELINED;
    }

    /**
     * How many views an epoch of the pacemaker has.
     *
     * @return f + 1
     */
    public int epochViews() {
        return protocol.faults() + 1;
    }

    /**
     * The leader of a view: replicas lead in turn.
     *
     * @param view 0 or more
     * @return the index of its leader
     */
    public int leader(long view) {
        return (int) (view % replicas());
    }

    /**
     * The delivery bound.
     *
     * @return Δ in nanoseconds
     */
    public long deltaNanos() {
        return protocol.delta().toNanos();
    }
}
