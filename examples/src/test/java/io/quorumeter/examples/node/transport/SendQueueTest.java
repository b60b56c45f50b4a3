package io.quorumeter.examples.node.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.network.DropReason;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    /** Takes a few bytes at a time, as a slow peer's socket does. */
    private static final class Narrow implements WritableByteChannel {

        private final ByteBuffer taken = ByteBuffer.allocate(1_000);
        private int width;

        @Override
        public int write(ByteBuffer source) {
            int length = Math.min(width, source.remaining());
            taken.put(source.slice(source.position(), length));
            source.position(source.position() + length);
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static Frame frame(int body) {
        return Frame.of(FrameKind.VOTE, new byte[body]);
    }

    private final SendQueue queue = new SendQueue(3, 100);

    @Test
    void offer_beforeOpen_isDisconnected() {
        assertThat(queue.offer(frame(1))).isEqualTo(DropReason.DISCONNECTED);
    }

    @Test
    void offer_overTheNumber_isRefused() {
        queue.open();
        for (int i = 0; i < 3; i++) {
            assertThat(queue.offer(frame(1))).isNull();
        }
        assertThat(queue.offer(frame(1))).isEqualTo(DropReason.QUEUE_FULL);
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void offer_overTheBytes_isRefused() {
        queue.open();
        assertThat(queue.offer(frame(75))).isNull();
        assertThat(queue.offer(frame(16))).isEqualTo(DropReason.QUEUE_FULL);
        assertThat(queue.offer(frame(15))).isNull();
    }

    @Test
    void write_partAtATime_tellsOfAFrameWhenItsLastByteIsGone() throws Exception {
        queue.open();
        Frame first = frame(5);
        Frame second = frame(0);
        queue.offer(first);
        queue.offer(second);
        Narrow channel = new Narrow();
        channel.width = 7;
        assertThat(queue.write(channel)).isNull();
        assertThat(queue.write(channel)).isSameAs(first);
        assertThat(queue.write(channel)).isSameAs(second);
        assertThat(queue.write(channel)).isNull();
        assertThat(channel.taken.flip())
                .isEqualTo(ByteBuffer.allocate(15)
                        .put(first.view())
                        .put(second.view())
                        .flip());
    }

    @Test
    void close_losesWhatWaits() {
        queue.open();
        queue.offer(frame(1));
        queue.offer(frame(1));
        assertThat(queue.close()).isEqualTo(2);
        assertThat(queue.size()).isZero();
        assertThat(queue.offer(frame(1))).isEqualTo(DropReason.DISCONNECTED);
    }
}
