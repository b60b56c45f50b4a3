package io.quorumeter.testkit.simulation;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Ledger;
import io.quorumeter.testkit.hotstuff2.RestoredState;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One replica's disk: reads see every write, a crash keeps only what was synced. */
final class SimulatedDisk implements Ledger {
    private record Committed(Block block, @Nullable Certificate certificate) {}

    private final DiskFault fault;
    private final SplittableRandom random;
    private final List<Committed> chain = new ArrayList<>();
    private final Map<BlockId, Block> uncommitted = new LinkedHashMap<>();
    private SafetyState safety;

    private SafetyState syncedSafety;
    private int syncedHeights = 1;
    private Map<BlockId, Block> syncedUncommitted = Map.of();
    private boolean blocksWritten;

    SimulatedDisk(Block genesis, DiskFault fault, SplittableRandom random) {
        this.fault = fault;
        this.random = random;
        this.chain.add(new Committed(genesis, null));
        this.safety = SafetyState.fresh(genesis.id());
        this.syncedSafety = safety;
    }

    void writeSafety(SafetyState state) {
        safety = state;
    }

    void writeBlock(Block block) {
        uncommitted.put(block.id(), block);
        blocksWritten = true;
    }

    void writeCommit(Block block, @Nullable Certificate certificate) {
        if (block.height() != chain.size()) {
            throw new IllegalStateException("commit of " + block + " after height " + (chain.size() - 1));
        }
        chain.add(new Committed(block, certificate));
        uncommitted.values().removeIf(held -> held.height() <= block.height());
        blocksWritten = true;
    }

    boolean sync() {
        if (fault == DiskFault.SYNC_FAILS_SOMETIMES && random.nextInt(4) == 0) {
            return false;
        }
        if (fault != DiskFault.SYNC_DOES_NOTHING) {
            syncedSafety = safety;
            syncedHeights = chain.size();
            if (blocksWritten) {
                syncedUncommitted = new LinkedHashMap<>(uncommitted);
                blocksWritten = false;
            }
        }
        return true;
    }

    /** The power fails. */
    void crash() {
        safety = syncedSafety;
        chain.subList(syncedHeights, chain.size()).clear();
        uncommitted.clear();
        uncommitted.putAll(syncedUncommitted);
        blocksWritten = false;
    }

    RestoredState restore() {
        return new RestoredState(safety, chain.get(chain.size() - 1).block, List.copyOf(uncommitted.values()));
    }

    @Override
    public @Nullable Block block(long height) {
        return height < 0 || height >= chain.size() ? null : chain.get((int) height).block;
    }

    @Override
    public @Nullable Certificate certificate(long height) {
        return height < 0 || height >= chain.size() ? null : chain.get((int) height).certificate;
    }
}
