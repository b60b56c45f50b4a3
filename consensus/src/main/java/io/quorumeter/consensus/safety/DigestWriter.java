package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.Signers;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the parts of an encoded digest; see {@link DigestCodec}. Not thread-safe. */
final class DigestWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<BlockId, Integer> blocks = new LinkedHashMap<>();

    DigestWriter raw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    DigestWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    DigestWriter block(BlockId block) {
        Integer place = blocks.putIfAbsent(block, blocks.size());
        return number(place == null ? blocks.size() - 1 : place);
    }

    DigestWriter signers(Signers signers) {
        byte[] bits = new byte[(signers.highest() >> 3) + 1];
        signers.stream().forEach(signer -> bits[signer >> 3] |= (byte) (1 << (signer & 7)));
        return number(bits.length).raw(bits);
    }

    /** The blocks that another writer referred to. */
    DigestWriter table(DigestWriter of) {
        number(of.blocks.size());
        of.blocks.keySet().forEach(block -> raw(block.bytes()));
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
