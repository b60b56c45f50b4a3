package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A block: transactions, the block that it extends, and where it stands. Its identity is the SHA-256 of all of that, so two
 * blocks with one identity are equal, and a chain can be checked by its links alone. Immutable as long as nobody writes to
 * the transactions, which are not copied.
 */
public final class Block {
    private final long height;
    private final long view;
    private final int proposer;
    private final BlockId parent;
    private final List<byte[]> transactions;
    private final long payloadBytes;
    private final BlockId id;

    /**
     * A block.
     *
     * @param height 0 for genesis, else 1 more than that of the parent
     * @param view the view that it is proposed in; 0 for genesis
     * @param proposer the index of the validator that proposes it
     * @param parent the block that it extends
     * @param transactions its payload; the arrays are not copied and must not change any more
     */
    public Block(long height, long view, int proposer, BlockId parent, List<byte[]> transactions) {
        this.height = height;
        this.view = view;
        this.proposer = proposer;
        this.parent = parent;
        this.transactions = List.copyOf(transactions);
        long bytes = 0;
        for (byte[] transaction : this.transactions) {
            bytes += transaction.length;
        }
        this.payloadBytes = bytes;
        this.id = digest();
    }

    /**
     * The first block of a chain, committed from the start.
     *
     * @param content what sets the chain apart from every other, such as its name and the keys of its validators
     * @return a block of height 0 and view 0
     */
    public static Block genesis(List<byte[]> content) {
        return new Block(0, 0, 0, BlockId.NONE, content);
    }

    private BlockId digest() {
        MessageDigest sha256 = sha256();
        ByteBuffer header = ByteBuffer.allocate(8 + 8 + 4 + BlockId.BYTES + 4);
        header.putLong(height).putLong(view).putInt(proposer);
        parent.write(header);
        header.putInt(transactions.size());
        sha256.update(header.array());
        for (byte[] transaction : transactions) {
            sha256.update(ByteBuffer.allocate(4).putInt(0, transaction.length));
            sha256.update(transaction);
        }
        return BlockId.of(sha256.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Its place in the chain.
     *
     * @return 0 for genesis
     */
    public long height() {
        return height;
    }

    /**
     * The view that it was proposed in.
     *
     * @return 0 for genesis
     */
    public long view() {
        return view;
    }

    /**
     * Who proposed it.
     *
     * @return the index of the validator
     */
    public int proposer() {
        return proposer;
    }

    /**
     * The block that it extends.
     *
     * @return {@link BlockId#NONE} for genesis
     */
    public BlockId parent() {
        return parent;
    }

    /**
     * Its payload.
     *
     * @return an unmodifiable list; the arrays must not be written to
     */
    public List<byte[]> transactions() {
        return transactions;
    }

    /**
     * The size of its payload.
     *
     * @return the sum of the lengths of the transactions in bytes
     */
    public long payloadBytes() {
        return payloadBytes;
    }

    /**
     * Its identity.
     *
     * @return the SHA-256 of the block
     */
    public BlockId id() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Block that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Block[height=" + height + ", view=" + view + ", id="
                + id.toString().substring(0, 8) + "]";
    }
}
