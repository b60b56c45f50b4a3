package io.quorumeter.core;

import io.quorumeter.export.MetricsExporter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.OutputStream;

/**
 * OpenMetrics' text format, version 1.0: what {@link PrometheusText} writes, and with it units, the time at which each series began, and
 * exemplars where the specification has a place for them, which is counters and the buckets of histograms.
 *
 * <p>A counter's family goes by its name without {@code _total} and an info's without {@code _info}, as the specification asks. Where
 * another family has that name, the counter is shown under its full name as {@code unknown} and the info as a gauge.
 *
 * <p>Memory, threads and the ways to write are those of {@link PrometheusText}.
 */
public final class OpenMetricsText implements MetricsExporter {
    private final TextWriter writer;

    /** Names as declared. */
    public OpenMetricsText() {
        this("");
    }

    /**
     * Names with a prefix of one's own in the place of {@code hotstuff2_}, as {@link PrometheusText#PrometheusText(String)} has them.
     *
     * @param prefix letters, digits and underscores, without one at the end; empty for names as declared
     * @throws IllegalArgumentException when it is not such a word
     */
    public OpenMetricsText(String prefix) {
        this(new PreparedFamilies(prefix));
    }

    OpenMetricsText(PreparedFamilies prepared) {
        this.writer = new TextWriter(prepared, true);
    }

    @Override
    public String formatName() {
        return "openmetrics";
    }

    @Override
    public String contentType() {
        return "application/openmetrics-text; version=1.0.0; charset=utf-8";
    }

    @Override
    public void export(MetricsSnapshot snapshot, OutputStream out) throws IOException {
        writer.write(snapshot, out);
    }

    @Override
    public byte[] export(MetricsSnapshot snapshot) {
        return write(snapshot, new TextBuffer()).toByteArray();
    }

    /**
     * Writes into a buffer.
     *
     * @param snapshot what to write
     * @param to where to, behind what is there
     * @return the buffer
     */
    public TextBuffer write(MetricsSnapshot snapshot, TextBuffer to) {
        return writer.write(snapshot, to);
    }
}
