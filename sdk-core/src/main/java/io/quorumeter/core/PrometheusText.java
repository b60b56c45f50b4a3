package io.quorumeter.core;

import io.quorumeter.MetricDeclarationException;
import io.quorumeter.export.MetricsExporter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/**
 * Prometheus' text format, version 0.0.4.
 *
 * <p>What does not change between two scrapes, every byte but the values, is prepared once and kept until a family's series change.
 * Safe from any thread; keep one for as long as you export, since what it prepared goes with it. Three ways to write, of which the
 * first two make no garbage that grows with the number of series:
 *
 * <ul>
 *   <li>{@link #write(MetricsSnapshot, TextBuffer)}, behind what is in a buffer of the caller's, which is used again;
 *   <li>{@link #export(MetricsSnapshot, OutputStream)}, in pieces of about 32 KiB, by way of a buffer that is kept here;
 *   <li>{@link #export(MetricsSnapshot)}, into an array that is made for it.
 * </ul>
 *
 * <p>A bound at or below which values were counted ({@code le}) and a quantile are written as OpenMetrics asks ({@code "1.0"}), so that a
 * series has the same labels in either format.
 */
public final class PrometheusText implements MetricsExporter {
    private final PreparedFamilies prepared;
    private final TextWriter writer;

    /** Names as declared. */
    public PrometheusText() {
        this(Naming.asDeclared());
    }

    /**
     * Names as given. A family whose new name is that of another one keeps its own, which is logged.
     *
     * @param naming the names that families are shown under
     */
    public PrometheusText(Naming naming) {
        this.prepared = new PreparedFamilies(naming);
        this.writer = new TextWriter(prepared, false);
    }

    /** {@return the same families in OpenMetrics, which shares what is prepared here} */
    public OpenMetricsText openMetrics() {
        return new OpenMetricsText(prepared);
    }

    @Override
    public String formatName() {
        return "prometheus";
    }

    @Override
    public String contentType() {
        return "text/plain; version=0.0.4; charset=utf-8";
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
