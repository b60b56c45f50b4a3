package io.quorumeter.exporters.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipBufferTest {
    @Test
    void whatWasCompressed_isReadBack_howeverOftenTheBufferIsUsed() throws IOException {
        Random random = new Random(11);
        GzipBuffer buffer = new GzipBuffer();
        for (int length : new int[] {0, 1, 100, 1 << 20, 3, 200_000}) {
            byte[] text = new byte[length];
            for (int i = 0; i < length; i++) {
                text[i] = (byte) (random.nextInt(100) == 0 ? random.nextInt() : 'a' + i % 7);
            }
            buffer.begin();
            buffer.write(text, 0, length / 2);
            buffer.write(text, length / 2, length - length / 2);
            buffer.finish();
            byte[] packed = new byte[buffer.size()];
            buffer.toByteBuffer().get(packed);
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                assertThat(in.readAllBytes()).isEqualTo(text);
            }
        }
        buffer.release();
    }
}
