package io.quorumeter.testkit.metrics;

/**
 * Loads to test and measure with, named as in the description of the protocol's tests. Rates of the first three are those of the HotStuff
 * paper's figures for two phases at 400 transactions a block, seen by a leader, who has the most messages: 4n a block.
 */
public enum LoadTier {
    /** Four replicas, many small steps. */
    L1(4, 720, 400),
    /** A middling set. */
    L2(32, 487, 400),
    /** The most messages a second that a replica gets. */
    L3(128, 160, 400),
    /** A simulated wide-area network of the pipelined variant: messages take 80 to 150 ms there and back, and one of a hundred is lost. */
    L4(200, 10, 4_000),
    /** Transactions, of which 300,000 a second pass the mempool, told by sixteen threads. */
    L5(4, 75, 4_000),
    /** Many validators, of which a tenth changes every hundred views. */
    L6(1_000, 1, 4_000),
    /**
     * A simulated network of 4 to 10 replicas, by the seed, in which replicas are Byzantine or lack a rule of the protocol; the report has
     * the {@link Verdict}.
     */
    L7(4, 5, 10);

    private final int replicas;
    private final int blocksPerSecond;
    private final int transactionsPerBlock;

    LoadTier(int replicas, int blocksPerSecond, int transactionsPerBlock) {
        this.replicas = replicas;
        this.blocksPerSecond = blocksPerSecond;
        this.transactionsPerBlock = transactionsPerBlock;
    }

    /** {@return how many validators there are at least, n; exactly so in all tiers but the last} */
    public int replicas() {
        return replicas;
    }

    /** {@return blocks a second of virtual time; about so many in the tiers that are simulated} */
    public int blocksPerSecond() {
        return blocksPerSecond;
    }

    /** {@return transactions in each block} */
    public int transactionsPerBlock() {
        return transactionsPerBlock;
    }
}
