package io.quorumeter.export;

import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes a snapshot in an exposition format. Implementations document whether they may be used from several threads at once. */
public interface MetricsExporter {
    /** {@return a short, stable name of the format in lower case, such as {@code prometheus}} */
    String formatName();

    /** {@return the media type of what is written, with its version and character set} */
    String contentType();

    /**
     * Writes the snapshot; leaves the stream open.
     *
     * @param snapshot what to write
     * @param out where to
     * @throws IOException when the stream does
     */
    void export(MetricsSnapshot snapshot, OutputStream out) throws IOException;

    /**
     * Writes the snapshot into memory.
     *
     * @param snapshot what to write
     * @return the bytes that {@link #export(MetricsSnapshot, OutputStream)} writes
     */
    default byte[] export(MetricsSnapshot snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try {
            export(snapshot, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
