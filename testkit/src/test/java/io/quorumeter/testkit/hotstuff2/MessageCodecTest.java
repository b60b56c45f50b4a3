package io.quorumeter.testkit.hotstuff2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Blocks;
import io.quorumeter.testkit.hotstuff2.Message.Fetch;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final int TYPES = 8;

    @Test
    void everyMessage_goesRound() throws MalformedMessageException {
        for (long seed = 0; seed < 4_000; seed++) {
            Message message = message(new SplittableRandom(seed), (int) (seed % TYPES));
            byte[] bytes = MessageCodec.encode(message);
            Message back = MessageCodec.decode(ByteBuffer.wrap(bytes));
            assertThat(back).as("seed %d", seed).isEqualTo(message);
            assertThat(MessageCodec.encode(back)).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void blocksCertificatesAndStates_goRound() throws MalformedMessageException {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Block block = block(random);
            Block blockBack = MessageCodec.decodeBlock(ByteBuffer.wrap(MessageCodec.encode(block)));
            assertThat(blockBack).as("seed %d", seed).isEqualTo(block);
            assertThat(blockBack.transactions()).usingRecursiveComparison().isEqualTo(block.transactions());
            Certificate certificate = certificate(random);
            assertThat(MessageCodec.decodeCertificate(ByteBuffer.wrap(MessageCodec.encode(certificate))))
                    .as("seed %d", seed)
                    .isEqualTo(certificate);
            SafetyState state = new SafetyState(
                    number(random),
                    number(random),
                    block.id(),
                    number(random) - 1,
                    number(random),
                    certificate,
                    optional(random),
                    optional(random));
            assertThat(MessageCodec.decodeSafetyState(ByteBuffer.wrap(MessageCodec.encode(state))))
                    .as("seed %d", seed)
                    .isEqualTo(state);
        }
    }

    @Test
    void stateWrittenBeforeTheLastVoteWasKept_isReadWithoutIt() throws MalformedMessageException {
        SafetyState state =
                new SafetyState(7, 6, new BlockId(1, 2, 3, 4), 5, 4, certificate(new SplittableRandom(3)), null, null);
        byte[] now = MessageCodec.encode(state);
        byte[] then = Arrays.copyOf(now, now.length - BlockId.BYTES - Long.BYTES);
        assertThat(MessageCodec.decodeSafetyState(ByteBuffer.wrap(then)))
                .isEqualTo(new SafetyState(7, 6, BlockId.NONE, -1, 4, state.lock(), null, null));
        assertThatThrownBy(() -> MessageCodec.decodeSafetyState(ByteBuffer.wrap(now, 0, now.length - 1)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void messageInsideALargerBuffer_isReadFromItsPosition() throws MalformedMessageException {
        Message message = message(new SplittableRandom(3), 1);
        byte[] bytes = MessageCodec.encode(message);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 20);
        direct.position(7).put(bytes).flip().position(7);
        assertThat(MessageCodec.decode(direct)).isEqualTo(message);
        assertThat(direct.position()).isEqualTo(7);
    }

    @Test
    void bytesCutAnywhere_areMalformed() {
        for (int type = 0; type < TYPES; type++) {
            byte[] bytes = MessageCodec.encode(message(new SplittableRandom(type), type));
            for (int length = 0; length < bytes.length; length++) {
                ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
                assertThatExceptionOfType(MalformedMessageException.class)
                        .as("type %d cut to %d", type, length)
                        .isThrownBy(() -> MessageCodec.decode(cut));
            }
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            assertThatExceptionOfType(MalformedMessageException.class)
                    .isThrownBy(() -> MessageCodec.decode(ByteBuffer.wrap(longer)))
                    .withMessageContaining("1 bytes too many at offset " + bytes.length);
        }
    }

    @Test
    void changedBytes_decodeToTheSameBytesOrAreMalformed() {
        int malformed = 0;
        for (long seed = 0; seed < 60_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = MessageCodec.encode(message(random, random.nextInt(TYPES)));
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            malformed += decodes(bytes, seed) ? 0 : 1;
        }
        assertThat(malformed).isBetween(1_000, 59_000);
    }

    @Test
    void randomBytes_neverThrowAnythingElse() {
        for (long seed = 0; seed < 60_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 5) {
                bytes[0] = (byte) random.nextInt(TYPES);
                Arrays.fill(bytes, 1, 4, (byte) 0);
            }
            decodes(bytes, seed);
        }
    }

    private static boolean decodes(byte[] bytes, long seed) {
        try {
            Message message = MessageCodec.decode(ByteBuffer.wrap(bytes));
            assertThat(MessageCodec.encode(message)).as("seed %d", seed).isEqualTo(bytes);
            return true;
        } catch (MalformedMessageException expected) {
            assertThat(expected.offset()).as("seed %d", seed).isBetween(0, bytes.length);
            assertThat(expected).hasMessageEndingWith("at offset " + expected.offset());
            return false;
        } catch (RuntimeException | Error unexpected) {
            throw new AssertionError("seed " + seed, unexpected);
        }
    }

    @Test
    void countBeyondTheBytes_isRefusedBeforeAnythingIsAllocated() {
        ByteBuffer blocks = ByteBuffer.allocate(1 + 4 + 32 + 4).put(0, (byte) 7).putInt(37, 256);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageCodec.decode(blocks))
                .withMessage("blocks 256 does not fit into the 0 bytes that follow at offset 37")
                .satisfies(thrown -> assertThat(thrown.offset()).isEqualTo(37));
        ByteBuffer block = ByteBuffer.allocate(56).putInt(52, MessageCodec.MAX_TRANSACTIONS);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageCodec.decodeBlock(block))
                .withMessageContaining("transactions 65536 does not fit");
    }

    @Test
    void valueOutOfRange_isNamedWithItsPlace() {
        assertMalformed(1, new byte[] {8}, "message type 8 is above 7 at offset 0");
        assertMalformed(5, new byte[] {4, -1, -1, -1, -1}, "sender -1 is not from 0 to 99999 at offset 1");
        assertMalformed(5, new byte[] {4, 0, 1, (byte) 0x86, (byte) 0xa0}, "sender 100000 is not from 0 to 99999");
        assertMalformed(17, new byte[] {4, 0, 0, 0, 0, -1}, "view -72057594037927936 is not from 0");
        assertMalformed(6, new byte[] {1, 0, 0, 0, 0, 2}, "vote phase 2 is above 1 at offset 5");
        assertMalformed(1, new byte[] {4}, "sender needs 4 bytes, 0 are left at offset 1");
    }

    @Test
    void signersOutOfOrderOrTwice_areMalformed() {
        byte[] bytes = MessageCodec.encode(new Certificate(
                CertificateKind.QUORUM,
                5,
                4,
                new BlockId(1, 2, 3, 4),
                2,
                Signers.of(1, 2),
                List.of(Signature.of(new byte[8]), Signature.of(new byte[8]))));
        ByteBuffer twice = ByteBuffer.wrap(bytes).putInt(bytes.length - 16, 1);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageCodec.decodeCertificate(twice))
                .withMessage("signer 1 does not come after 1 at offset " + (bytes.length - 16));
    }

    private static void assertMalformed(int length, byte[] start, String message) {
        ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(start, length));
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageCodec.decode(bytes))
                .withMessageContaining(message);
    }

    static Message message(SplittableRandom random, int type) {
        int sender = random.nextInt(MessageCodec.MAX_VALIDATORS);
        return switch (type) {
            case 0 -> new Propose(sender, block(random), certificate(random), optional(random), signature(random));
            case 1 ->
                new Vote(
                        sender,
                        random.nextBoolean() ? VotePhase.VOTE : VotePhase.VOTE2,
                        number(random),
                        id(random),
                        number(random),
                        number(random),
                        optional(random),
                        signature(random));
            case 2 -> new Prepare(sender, certificate(random));
            case 3 -> new Status(sender, number(random), certificate(random), optional(random), signature(random));
            case 4 -> new Wish(sender, number(random), signature(random));
            case 5 -> new Advance(sender, certificate(random));
            case 6 -> new Fetch(sender, id(random), number(random));
            default -> {
                List<Block> blocks = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    blocks.add(block(random));
                }
                yield new Blocks(sender, id(random), blocks, optional(random));
            }
        };
    }

    private static Block block(SplittableRandom random) {
        List<byte[]> transactions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] transaction = new byte[random.nextInt(40)];
            random.nextBytes(transaction);
            transactions.add(transaction);
        }
        return new Block(number(random), number(random), random.nextInt(1000), id(random), transactions);
    }

    private static Certificate certificate(SplittableRandom random) {
        int[] signers = random.ints(0, 200).distinct().limit(random.nextInt(5)).toArray();
        List<Signature> signatures = new ArrayList<>();
        for (int i = 0; i < signers.length; i++) {
            signatures.add(signature(random));
        }
        CertificateKind kind = CertificateKind.values()[random.nextInt(3)];
        return new Certificate(
                kind, number(random), number(random), id(random), number(random), Signers.of(signers), signatures);
    }

    private static @Nullable Certificate optional(SplittableRandom random) {
        return random.nextBoolean() ? certificate(random) : null;
    }

    private static Signature signature(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(65)];
        random.nextBytes(bytes);
        return Signature.of(bytes);
    }

    private static BlockId id(SplittableRandom random) {
        return new BlockId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private static long number(SplittableRandom random) {
        return random.nextInt(3) == 0 ? random.nextLong(MessageCodec.MAX_VIEW + 1) : random.nextLong(100);
    }
}
