package io.quorumeter.examples.node.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.examples.node.transport.FrameReader.Received;
import io.quorumeter.network.DropReason;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    /** Hands out the bytes in pieces, with a pause (a read of nothing) after each. */
    private static final class Trickle implements ReadableByteChannel {

        private final ByteBuffer bytes;
        private final Random random;
        private boolean pause;

        Trickle(byte[] bytes, long seed) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.random = new Random(seed);
        }

        @Override
        public int read(ByteBuffer target) {
            pause = !pause;
            if (pause) {
                return 0;
            }
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int length = Math.min(Math.min(target.remaining(), bytes.remaining()), 1 + random.nextInt(5));
            target.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static void assertMalformed(byte[] bytes, int limit, DropReason reason) {
        assertThatThrownBy(() -> readAll(bytes, limit, 1))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedFrameException.class))
                .extracting(MalformedFrameException::reason)
                .isEqualTo(reason);
    }

    private static List<Received> readAll(byte[] bytes, int limit, long seed) throws Exception {
        FrameReader reader = new FrameReader(limit);
        Trickle channel = new Trickle(bytes, seed);
        List<Received> frames = new ArrayList<>();
        try {
            while (true) {
                Received frame = reader.read(channel);
                if (frame != null) {
                    frames.add(frame);
                }
            }
        } catch (EOFException end) {
            return frames;
        }
    }

    private static byte[] wire(int length, int kind, int body) {
        return ByteBuffer.allocate(5 + body).putInt(length).put((byte) kind).array();
    }

    @Test
    void read_inAnyPieces_givesTheFramesThatWereWritten() throws Exception {
        byte[] large = new byte[1_000];
        new Random(3).nextBytes(large);
        List<Frame> written = List.of(
                Frame.of(FrameKind.VOTE, new byte[] {1, 2, 3}),
                Frame.of(FrameKind.WELCOME, new byte[0]),
                Frame.of(FrameKind.PROPOSE, large));
        ByteBuffer wire =
                ByteBuffer.allocate(written.stream().mapToInt(Frame::bytes).sum());
        written.forEach(frame -> wire.put(frame.view()));
        for (long seed = 0; seed < 50; seed++) {
            List<Received> read = readAll(wire.array(), 1_005, seed);
            assertThat(read)
                    .extracting(Received::kind)
                    .containsExactly(FrameKind.VOTE, FrameKind.WELCOME, FrameKind.PROPOSE);
            assertThat(read).extracting(Received::bytes).containsExactly(8, 5, 1_005);
            assertThat(read.get(2).body()).isEqualTo(ByteBuffer.wrap(large));
        }
    }

    @Test
    void read_lengthOverTheLimit_isTooLarge_beforeAnyMemoryIsTaken() {
        assertMalformed(wire(Integer.MAX_VALUE, 17, 0), 1_000, DropReason.TOO_LARGE);
        assertMalformed(wire(997, 17, 0), 1_000, DropReason.TOO_LARGE);
    }

    @Test
    void read_lengthAtTheLimit_isAFrame() throws Exception {
        assertThat(readAll(wire(996, 17, 995), 1_000, 1))
                .extracting(Received::bytes)
                .containsExactly(1_000);
    }

    @Test
    void read_lengthOfNothingOrLess_isMalformed() {
        assertMalformed(wire(0, 17, 0), 1_000, DropReason.MALFORMED);
        assertMalformed(wire(-1, 17, 0), 1_000, DropReason.MALFORMED);
        assertMalformed(wire(Integer.MIN_VALUE, 17, 0), 1_000, DropReason.MALFORMED);
    }

    @Test
    void read_unknownKind_isMalformed() {
        assertMalformed(wire(1, 0, 0), 1_000, DropReason.MALFORMED);
        assertMalformed(wire(1, 31, 0), 1_000, DropReason.MALFORMED);
        assertMalformed(wire(1, 32, 0), 1_000, DropReason.MALFORMED);
        assertMalformed(wire(1, -1, 0), 1_000, DropReason.MALFORMED);
    }
}
