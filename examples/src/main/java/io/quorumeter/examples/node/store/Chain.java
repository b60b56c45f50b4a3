package io.quorumeter.examples.node.store;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.examples.node.store.Records.Link;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** Reads the records of an open store, and checks them all against each other. */
final class Chain {

    final RecordMap blocks;
    final RecordMap links;
    final RecordMap states;
    private final Block genesis;

    Chain(MVStore store, Block genesis) {
        this.blocks = new RecordMap(store, "blocks");
        this.links = new RecordMap(store, "chain");
        this.states = new RecordMap(store, "states");
        this.genesis = genesis;
    }

    /** Returns the height of the last committed block. */
    long head() {
        byte[] last = links.lastKey();
        return last == null ? 0 : Records.heightOf(last);
    }

    @Nullable
    Link link(long height) throws StoreDamagedException {
        if (height == 0) {
            return new Link(genesis.id(), null);
        }
        ByteBuffer content = links.get(Records.heightKey(height));
        return content == null ? null : Records.decodeLink(content);
    }

    @Nullable
    Block block(long height, BlockId id) throws StoreDamagedException {
        if (height == 0) {
            return id.equals(genesis.id()) ? genesis : null;
        }
        byte[] key = Records.blockKey(height, id);
        ByteBuffer content = blocks.get(key);
        return content == null ? null : Records.decodeBlock(key, content);
    }

    @Nullable
    Block committed(long height) throws StoreDamagedException {
        Link link = link(height);
        return link == null ? null : block(height, link.id());
    }

    /** Returns the blocks above the head, which are not committed. */
    List<Block> uncommitted() throws StoreDamagedException {
        List<Block> found = new ArrayList<>();
        Iterator<byte[]> keys = blocks.keysFrom(Records.heightKey(head() + 1));
        while (keys.hasNext()) {
            byte[] key = keys.next();
            ByteBuffer content = blocks.get(key);
            if (content != null) {
                found.add(Records.decodeBlock(key, content));
            }
        }
        return found;
    }

    SafetyState safety() throws StoreDamagedException {
        ByteBuffer content = states.get(Records.SAFETY);
        if (content != null) {
            return Records.decodeSafety(content);
        }
        if (head() > 0) {
            throw new StoreDamagedException("there are blocks but no safety state");
        }
        return SafetyState.fresh(genesis.id());
    }

    Progress progress(long version) throws StoreDamagedException {
        return Progress.of(version, head(), safety());
    }

    ApplicationState application() throws StoreDamagedException {
        ByteBuffer content = states.get(Records.APPLICATION);
        return content == null ? ApplicationState.EMPTY : Records.decodeApplication(content);
    }

    /**
     * Reads everything: each record's checksum, each block's hash, each link of the chain from genesis to the head.
     *
     * @return the committed blocks above genesis
     */
    StoredChain check() throws StoreDamagedException {
        try {
            blocks.checkAll();
            links.checkAll();
            states.checkAll();
            safety();
            uncommitted();
            if (application().height() > head()) {
                throw new StoreDamagedException("the application is ahead of the chain");
            }
            List<BlockId> ids = new ArrayList<>();
            List<Integer> transactions = new ArrayList<>();
            BlockId parent = genesis.id();
            for (long height = 1; height <= head(); height++) {
                Block block = committed(height);
                if (block == null) {
                    throw new StoreDamagedException("the block of height " + height + " is missing");
                }
                if (!block.parent().equals(parent)) {
                    throw new StoreDamagedException(
                            "the block of height " + height + " does not extend that of height " + (height - 1));
                }
                parent = block.id();
                ids.add(parent);
                transactions.add(block.transactions().size());
            }
            return new StoredChain(ids, transactions);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            // A damaged page is noticed by whatever MVStore happens to stumble over first.
            throw new StoreDamagedException("a page cannot be read", e);
        }
    }
}
