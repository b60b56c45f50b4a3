package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.SyncResult;
import io.quorumeter.testkit.hotstuff2.Message.Blocks;
import io.quorumeter.testkit.hotstuff2.Message.Fetch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers replicas that miss blocks: with the branch that ends in the block asked for, when it is at most a batch long, else
 * with committed blocks up to one that has a double certificate, so that every answer can be checked. A peer gets a limited
 * number of answers a Δ, and an answer a limited number of bytes.
 */
final class BlockServer {
    private static final int ANSWERS_PER_DELTA = 16;
    private static final long BYTES_PER_ANSWER = 8 << 20;

    /** What an answer may have where blocks without a double certificate are in the way; more than this no transport need take. */
    private static final long MOST_BYTES_PER_ANSWER = 24 << 20;

    private final Core core;
    private final long[] windowStart;
    private final int[] answers;

    BlockServer(Core core) {
        this.core = core;
        this.windowStart = new long[core.config.replicas()];
        this.answers = new int[core.config.replicas()];
    }

    void receive(Fetch fetch) {
        int peer = fetch.sender();
        if (!core.isValidator(peer) || peer == core.me || fetch.fromHeight() < 1 || !mayAsk(peer)) {
            core.events.syncServed(SyncResult.REFUSED);
            return;
        }
        Blocks answer = branch(fetch);
        if (answer == null) {
            answer = committed(fetch);
        }
        core.events.syncServed(answer.blocks().isEmpty() ? SyncResult.UNAVAILABLE : SyncResult.OK);
        core.outbox.send(peer, answer);
    }

    private boolean mayAsk(int peer) {
        if (answers[peer] == 0 || core.now - windowStart[peer] >= core.config.deltaNanos()) {
            windowStart[peer] = core.now;
            answers[peer] = 0;
        }
        return answers[peer]++ < ANSWERS_PER_DELTA;
    }

    /** The blocks from the height asked for to the block asked for; or the upper ones if they begin above what is committed. */
    private @Nullable Blocks branch(Fetch fetch) {
        ArrayDeque<Block> branch = new ArrayDeque<>();
        long bytes = 0;
        Block block = core.tree.get(fetch.block());
        while (block != null && block.height() >= fetch.fromHeight()) {
            bytes += MessageCodec.size(block);
            boolean full = branch.size() == core.config.syncBatch() || (bytes > BYTES_PER_ANSWER && !branch.isEmpty());
            if (full) {
                return block.height() <= core.tree.head().height() ? null : answer(fetch, branch);
            }
            branch.addFirst(block);
            block = block.height() == 0 ? null : parent(block);
        }
        return branch.isEmpty() ? null : answer(fetch, branch);
    }

    private Blocks answer(Fetch fetch, ArrayDeque<Block> branch) {
        return new Blocks(core.me, fetch.block(), new ArrayList<>(branch), null);
    }

    private @Nullable Block parent(Block block) {
        BlockId parent = block.parent();
        Block uncommitted = core.tree.get(parent);
        if (uncommitted != null) {
            return uncommitted;
        }
        Block committed =
                block.height() <= core.tree.head().height() + 1 ? core.ledger.block(block.height() - 1) : null;
        return committed != null && committed.id().equals(parent) ? committed : null;
    }

    private Blocks committed(Fetch fetch) {
        List<Block> blocks = new ArrayList<>();
        Certificate last = null;
        int certified = 0;
        long bytes = 0;
        for (long height = fetch.fromHeight(); height <= core.tree.head().height(); height++) {
            Block block = core.ledger.block(height);
            if (block == null || blocks.size() == MessageCodec.MAX_BLOCKS - 1) {
                break;
            }
            bytes += MessageCodec.size(block);
            boolean full = blocks.size() >= core.config.syncBatch() || bytes > BYTES_PER_ANSWER;
            boolean overfull = bytes > MOST_BYTES_PER_ANSWER;
            if (!blocks.isEmpty() && (overfull || (full && last != null))) {
                break;
            }
            blocks.add(block);
            Certificate certificate = core.ledger.certificate(height);
            if (certificate != null) {
                last = certificate;
                certified = blocks.size();
            }
        }
        List<Block> answer = new ArrayList<>(blocks.subList(0, certified));
        if (last != null && core.config.isPipelined()) {
            Block child = core.tree.get(last.block());
            Block above = child == null ? core.ledger.block(last.height()) : child;
            if (above == null) {
                return new Blocks(core.me, fetch.block(), List.of(), null);
            }
            answer.add(above);
        }
        return new Blocks(core.me, fetch.block(), answer, last);
    }
}
