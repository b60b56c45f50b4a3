package io.quorumeter.testkit.metrics;

/**
 * Loads to test and measure with, named as in the description of the protocol's tests. Rates of the first three are those of the HotStuff
 * paper's figures for two phases at 400 transactions a block, seen by a leader, who has the most messages: 4n a block.
 */
public enum LoadTier {
    /** Four replicas, many small steps. */
    L1(4, 720, 400, 0),
    /** A middling set. */
    L2(32, 487, 400, 0),
    /** The most messages a second that a replica gets. */
    L3(128, 160, 400, 0),
    /** A wide-area network in which one view of twenty times out. */
    L4(200, 10, 4_000, 0.05),
    /** Transactions, of which 300,000 a second pass the mempool. */
    L5(4, 75, 4_000, 0),
    /** Many validators, of which a tenth changes every hundred views. */
    L6(1_000, 1, 4_000, 0),
    /** A network with a faulty replica, run by {@link io.quorumeter.testkit.simulation.HotStuff2Simulation}. */
    L7(4, 5, 10, 0);

    private final int replicas;
    private final int blocksPerSecond;
    private final int transactionsPerBlock;
    private final double timeouts;

    LoadTier(int replicas, int blocksPerSecond, int transactionsPerBlock, double timeouts) {
        this.replicas = replicas;
        this.blocksPerSecond = blocksPerSecond;
        this.transactionsPerBlock = transactionsPerBlock;
        this.timeouts = timeouts;
    }

    /** {@return how many validators there are, n} */
    public int replicas() {
        return replicas;
    }

    /** {@return blocks a second of virtual time} */
    public int blocksPerSecond() {
        return blocksPerSecond;
    }

    /** {@return transactions in each block} */
    public int transactionsPerBlock() {
        return transactionsPerBlock;
    }

    /** {@return the share of views that time out, 0 to 1} */
    public double timeouts() {
        return timeouts;
    }
}
