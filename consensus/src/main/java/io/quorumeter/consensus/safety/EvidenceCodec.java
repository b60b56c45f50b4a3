package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.SafetyViolation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Evidence as bytes, for the log. */
final class EvidenceCodec {
    /** No record is longer: each fact holds at most {@link EvidenceSource#MAX_BYTES} in two digits each. */
    static final int MAX_BYTES = 1 << 18;

    private static final int MOST_FACTS = 8;

    private EvidenceCodec() {}

    static byte[] encode(Evidence evidence) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(evidence.type().name());
            out.writeLong(evidence.view());
            out.writeInt(evidence.validator());
            out.writeUTF(evidence.key());
            out.writeLong(evidence.epoch());
            out.writeLong(evidence.firstSeenMillis());
            out.writeInt(evidence.observer());
            out.writeUTF(evidence.sdkVersion());
            int count = Math.min(evidence.facts().size(), MOST_FACTS);
            out.writeByte(count);
            for (Testimony fact : evidence.facts().subList(0, count)) {
                out.writeUTF(fact.statement().name());
                out.writeLong(fact.view());
                out.write(fact.block().bytes());
                out.writeLong(fact.justifyView());
                out.writeUTF(fact.signed());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("evidence that cannot be written: " + evidence, impossible);
        }
        return bytes.toByteArray();
    }

    /** Throws IOException or IllegalArgumentException when the bytes are not a record. */
    static Evidence decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Finding type = finding(in.readUTF());
        long view = in.readLong();
        int validator = in.readInt();
        String key = in.readUTF();
        long epoch = in.readLong();
        long millis = in.readLong();
        int observer = in.readInt();
        String version = in.readUTF();
        int count = in.readUnsignedByte();
        List<Testimony> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Statement statement = Statement.valueOf(in.readUTF());
            long at = in.readLong();
            byte[] block = in.readNBytes(BlockId.BYTES);
            facts.add(new Testimony(statement, at, BlockId.of(block), in.readLong(), in.readUTF()));
        }
        return new Evidence(type, view, validator, key, epoch, facts, millis, observer, version);
    }

    private static Finding finding(String name) {
        return Stream.<Finding[]>of(SafetyViolation.values(), ByzantineAct.values(), ProtocolAnomaly.values())
                .flatMap(Stream::of)
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("evidence of unknown type " + name));
    }
}
