package io.quorumeter.examples.node.store;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.MalformedMessageException;
import io.quorumeter.testkit.hotstuff2.MessageCodec;
import io.quorumeter.testkit.hotstuff2.SafetyState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys and contents of the records.
 *
 * <pre>
 *   blocks   height 8 | id 32    the block                            committed and not
 *   chain    height 8            id 32 | its double certificate, or nothing
 *   states   "safety"            the safety state
 *            "application"       height 8 | transactions 8 | root 32
 * </pre>
 */
final class Records {

    static final byte[] SAFETY = "safety".getBytes(StandardCharsets.US_ASCII);
    static final byte[] APPLICATION = "application".getBytes(StandardCharsets.US_ASCII);

    private Records() {}

    /** Which block is committed at a height, and by what. */
    record Link(BlockId id, @Nullable Certificate certificate) {}

    static byte[] heightKey(long height) {
        return ByteBuffer.allocate(Long.BYTES).putLong(height).array();
    }

    static long heightOf(byte[] key) {
        return ByteBuffer.wrap(key).getLong();
    }

    static BlockId idOf(byte[] blockKey) {
        return BlockId.read(ByteBuffer.wrap(blockKey, Long.BYTES, BlockId.BYTES));
    }

    static byte[] blockKey(long height, BlockId id) {
        ByteBuffer key = ByteBuffer.allocate(Long.BYTES + BlockId.BYTES).putLong(height);
        id.write(key);
        return key.array();
    }

    static byte[] encode(Link link) {
        Certificate certificate = link.certificate();
        byte[] bytes = certificate == null ? new byte[0] : MessageCodec.encode(certificate);
        ByteBuffer content = ByteBuffer.allocate(BlockId.BYTES + bytes.length);
        link.id().write(content);
        return content.put(bytes).array();
    }

    static Link decodeLink(ByteBuffer content) throws StoreDamagedException {
        try {
            BlockId id = BlockId.read(content);
            return new Link(id, content.hasRemaining() ? MessageCodec.decodeCertificate(content) : null);
        } catch (MalformedMessageException | RuntimeException e) {
            throw new StoreDamagedException("a record of the chain cannot be decoded", e);
        }
    }

    /** Decodes a block and hashes it anew: what comes out is the block of the key or nothing. */
    static Block decodeBlock(byte[] key, ByteBuffer content) throws StoreDamagedException {
        Block block;
        try {
            block = MessageCodec.decodeBlock(content);
        } catch (MalformedMessageException e) {
            throw new StoreDamagedException("the block of height " + heightOf(key) + " cannot be decoded", e);
        }
        if (!Arrays.equals(key, blockKey(block.height(), block.id()))) {
            throw new StoreDamagedException("the block of height " + heightOf(key) + " has another hash");
        }
        return block;
    }

    static SafetyState decodeSafety(ByteBuffer content) throws StoreDamagedException {
        try {
            return MessageCodec.decodeSafetyState(content);
        } catch (MalformedMessageException e) {
            throw new StoreDamagedException("the safety state cannot be decoded", e);
        }
    }

    static byte[] encode(ApplicationState state) {
        ByteBuffer content = ByteBuffer.allocate(2 * Long.BYTES + BlockId.BYTES)
                .putLong(state.height())
                .putLong(state.transactions());
        state.root().write(content);
        return content.array();
    }

    static ApplicationState decodeApplication(ByteBuffer content) throws StoreDamagedException {
        if (content.remaining() != 2 * Long.BYTES + BlockId.BYTES) {
            throw new StoreDamagedException("the application's state cannot be decoded");
        }
        return new ApplicationState(content.getLong(), content.getLong(), BlockId.read(content));
    }
}
