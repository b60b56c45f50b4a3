package io.quorumeter.exporters;

import io.quorumeter.core.TextBuffer;
import java.io.IOException;
import java.io.OutputStream;

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

    int size() {
        return gzip ? compressed.size() : text.size();
    }

    void writeTo(OutputStream out) throws IOException {
        if (gzip) {
            compressed.writeTo(out);
        } else {
            text.writeTo(out);
        }
    }

    boolean isWorthKeeping() {
        return text.capacity() + compressed.capacity() <= MOST_KEPT;
    }

    void release() {
        compressed.release();
    }
}
