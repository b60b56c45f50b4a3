package io.quorumeter.core;

import io.quorumeter.MetricDeclarationException;
import io.quorumeter.export.MetricsExporter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

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
        this(Naming.asDeclared());
    }

    /**
     * Names as given. A family whose new name is that of another one keeps its own, which is logged.
     *
     * @param naming the names that families are shown under
     */
    public OpenMetricsText(Naming naming) {
        this(new PreparedFamilies(naming));
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
        return write(List.of(snapshot), Set.of(), to);
    }

    /**
     * Writes a page of several collectors into a buffer: a family that they have in common stands there once, with the series of each.
     *
     * @param page their snapshots, always in the same order
     * @param names the families to write, each by its name here or by that of one of its lines; empty for all
     * @param to where to, behind what is there
     * @return the buffer
     * @throws MetricDeclarationException when two of them contradict each other in the type or the help of a family, or have the same
     *     series, naming both
     */
    public TextBuffer write(List<MetricsSnapshot> page, Set<String> names, TextBuffer to) {
        return writer.write(page, names, to);
    }
}
