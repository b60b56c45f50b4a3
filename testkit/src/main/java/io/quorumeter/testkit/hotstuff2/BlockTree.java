package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.PruneReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last committed block and the uncommitted ones above it, found by their identity. A block stands in the chain by its
 * links alone: {@link #walk} follows them down to the committed block, and says whether it gets there, at which block it
 * stops for want of one, or that the branch leaves the committed chain.
 *
 * <p>A leader can add one block a view, certified or not, so room is limited: the oldest block that neither the lock nor the
 * highest double certificate stands on makes way. The branches of those two are never cut.
 */
final class BlockTree {
    private static final int ROOM = 512;

    /**
     * Where a branch leads.
     *
     * @param path from the block above the committed one to the block asked for; null unless it is connected
     * @param missing the first block that is not known; null when all are
     * @param missingHeight its height
     */
    record Walk(@Nullable List<Block> path, @Nullable BlockId missing, long missingHeight) {
        /** Whether the branch leaves the committed chain, so that nothing of it can ever be committed. */
        boolean conflicts() {
            return path == null && missing == null;
        }
    }

    private final Core core;
    private final Map<BlockId, Block> blocks = new HashMap<>();

    /** Those of them that came by fetching alone. */
    private final Set<BlockId> fetched = new HashSet<>();

    private Block head;

    BlockTree(Core core, Block head) {
        this.core = core;
        this.head = head;
    }

    /** The last committed block. */
    Block head() {
        return head;
    }

    /** A block that is not committed yet, or the last committed one. */
    @Nullable
    Block get(BlockId id) {
        return id.equals(head.id()) ? head : blocks.get(id);
    }

    int size() {
        return blocks.size();
    }

    Walk walk(BlockId id, long height) {
        ArrayDeque<Block> path = new ArrayDeque<>();
        BlockId next = id;
        long nextHeight = height;
        while (nextHeight > head.height()) {
            Block block = blocks.get(next);
            if (block == null) {
                return new Walk(null, next, nextHeight);
            }
            path.addFirst(block);
            next = block.parent();
            nextHeight = block.height() - 1;
        }
        boolean connected = nextHeight == head.height() && next.equals(head.id());
        return new Walk(connected ? new ArrayList<>(path) : null, null, 0);
    }

    /** Whether a block took part in no consensus here: it was fetched, or is not held at all. */
    boolean isFetched(BlockId id) {
        return !blocks.containsKey(id) || fetched.contains(id);
    }

    /** Adds a block that was fetched, unless it is there already. */
    void insertFetched(Block block) {
        if (!blocks.containsKey(block.id()) && block.height() > head.height()) {
            insert(block);
            fetched.add(block.id());
        }
    }

    /** Adds a block above the committed one; does nothing when it is there already or lies below. */
    void insert(Block block) {
        fetched.remove(block.id());
        if (block.height() <= head.height() || blocks.containsKey(block.id())) {
            return;
        }
        if (blocks.size() >= ROOM) {
            makeRoom();
        }
        blocks.put(block.id(), block);
        core.events.blockInserted(block.id(), block.height(), block.payloadBytes());
    }

    /** The next block of the chain, which is held, is committed. */
    void advance(Block committed) {
        blocks.remove(committed.id());
        fetched.remove(committed.id());
        head = committed;
    }

    /** Drops what can never be committed any more. */
    void prune() {
        List<Block> ascending = new ArrayList<>(blocks.values());
        ascending.sort(Comparator.comparingLong(Block::height).thenComparing(Block::id));
        Set<BlockId> dead = new HashSet<>();
        for (Block block : ascending) {
            boolean beside = block.height() <= head.height()
                    || (block.height() == head.height() + 1 && !block.parent().equals(head.id()))
                    || dead.contains(block.parent());
            if (beside) {
                dead.add(block.id());
                drop(block, PruneReason.ABANDONED);
            }
        }
    }

    private void makeRoom() {
        Set<BlockId> kept = new HashSet<>();
        keepBranch(core.safety.lock(), kept);
        Certificate highDouble = core.safety.highDouble();
        if (highDouble != null) {
            keepBranch(highDouble, kept);
        }
        blocks.values().stream()
                .filter(block -> !kept.contains(block.id()))
                .min(Comparator.comparingLong(Block::view).thenComparing(Block::id))
                .ifPresent(block -> drop(block, PruneReason.SUPERSEDED));
    }

    private void keepBranch(Certificate top, Set<BlockId> kept) {
        Block block = blocks.get(top.block());
        while (block != null && kept.add(block.id())) {
            block = blocks.get(block.parent());
        }
    }

    private void drop(Block block, PruneReason reason) {
        blocks.remove(block.id());
        fetched.remove(block.id());
        core.events.blockPruned(block.id(), block.height(), block.payloadBytes(), reason);
        core.effects.abandoned(block);
    }
}
