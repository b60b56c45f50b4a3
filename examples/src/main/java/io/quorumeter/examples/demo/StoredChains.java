package io.quorumeter.examples.demo;

import io.quorumeter.examples.node.Genesis;
import io.quorumeter.examples.node.store.StoreException;
import io.quorumeter.examples.node.store.StoreFile;
import io.quorumeter.examples.node.store.StoredChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chains of all replicas as they were read back from their disks.
 *
 * @param chains by replica; empty where the store could not be read
 * @param damages what was wrong with those, in words
 */
record StoredChains(List<Optional<StoredChain>> chains, List<String> damages) {

    StoredChains {
        chains = List.copyOf(chains);
        damages = List.copyOf(damages);
    }

    /**
     * Two replicas that committed different blocks at one height.
     *
     * @param height the first such height
     * @param one a replica with the longest chain
     * @param other one that contradicts it
     */
    record Fork(int height, int one, int other) {

        @Override
        public String toString() {
            return "replicas " + one + " and " + other + " committed different blocks at height " + height;
        }
    }

    /**
     * A replica that had the time to hold what the others hold, and does not.
     *
     * @param replica which
     * @param height its own
     * @param longest the height of the longest chain
     */
    record Straggler(int replica, int height, int longest) {

        @Override
        public String toString() {
            return "replica " + replica + " was up at the end with a quorum, but its chain ends at height " + height
                    + " and the longest at " + longest;
        }
    }

    /** Reads all stores of a folder; one that does not exist yet is an empty chain. */
    static StoredChains read(DataFolder folder) {
        List<Optional<StoredChain>> chains = new ArrayList<>();
        List<String> damages = new ArrayList<>();
        for (int i = 0; i < folder.validators().size(); i++) {
            try {
                chains.add(Optional.of(read(folder, i)));
            } catch (StoreException e) {
                chains.add(Optional.empty());
                damages.add("the store of replica " + i + " is damaged: " + e.getMessage());
            }
        }
        return new StoredChains(chains, damages);
    }

    private static StoredChain read(DataFolder folder, int replica) throws StoreException {
        StoreFile store = new StoreFile(folder.store(replica), Genesis.of(folder.validators()));
        return store.isNew() ? StoredChain.EMPTY : store.read();
    }

    /** Returns the replica with the longest chain that could be read. */
    Optional<Integer> leader() {
        Optional<Integer> leader = Optional.empty();
        for (int i = 0; i < chains.size(); i++) {
            if (chains.get(i).isPresent()
                    && height(i) > leader.map(this::height).orElse(-1)) {
                leader = Optional.of(i);
            }
        }
        return leader;
    }

    /** Returns the longest chain, or the empty one. */
    StoredChain longest() {
        return leader().flatMap(chains::get).orElse(StoredChain.EMPTY);
    }

    int height(int replica) {
        return chains.get(replica).map(StoredChain::height).orElse(0);
    }

    /**
     * Returns those whose chains are too short for replicas that were up, together with a quorum, until all had halted.
     *
     * @param up the replicas that were up
     * @param haltHeight the height they were told to halt at; the step that reaches it may pass it, so beyond it they may differ
     */
    List<Straggler> stragglers(List<Integer> up, long haltHeight) {
        int longest = longest().height();
        return up.stream()
                .filter(replica -> chains.get(replica).isPresent())
                .filter(replica -> height(replica) < Math.min(longest, haltHeight))
                .map(replica -> new Straggler(replica, height(replica), longest))
                .toList();
    }

    /** Compares every chain with the longest, block by block; a shorter one must be the beginning of it. */
    Optional<Fork> fork() {
        for (int i = 0; i < chains.size(); i++) {
            int common = chains.get(i).map(longest()::commonWith).orElse(0);
            if (common < height(i)) {
                return Optional.of(new Fork(common + 1, leader().orElseThrow(), i));
            }
        }
        return Optional.empty();
    }
}
