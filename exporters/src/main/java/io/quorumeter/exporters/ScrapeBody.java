package io.quorumeter.exporters;

import io.quorumeter.core.TextBuffer;
import io.quorumeter.exporters.encoding.GzipBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The memory of one answer: its text, and the same compressed when that is wanted. Not thread-safe. */
final class ScrapeBody {
    /** More than this is not kept for the next answer. */
    private static final int MOST_KEPT = 32 << 20;

    private final TextBuffer text = new TextBuffer(1 << 16);
    private final GzipBuffer compressed = new GzipBuffer();
    private boolean gzip;

    /** The text, emptied, to be written to. */
    TextBuffer begin() {
        text.clear();
        gzip = false;
        return text;
    }

    void compress() throws IOException {
        compressed.begin();
        text.writeTo(compressed);
        compressed.finish();
        gzip = true;
    }

    boolean isCompressed() {
        return gzip;
    }

    int textSize() {
        return text.size();
    }

    /** The bytes themselves, without a copy: they hold until the body is given back. */
    ByteBuffer toByteBuffer() {
        return gzip ? compressed.toByteBuffer() : text.toByteBuffer();
    }

    boolean isWorthKeeping() {
        return text.capacity() + compressed.capacity() <= MOST_KEPT;
    }

    void release() {
        compressed.release();
    }
}
