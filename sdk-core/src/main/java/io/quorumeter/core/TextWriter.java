package io.quorumeter.core;

import io.quorumeter.MetricType;
import io.quorumeter.core.PreparedFamilies.Prepared;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page in one of the two text formats, which differ in headers, in created times and in exemplars. A page is the snapshots of one
 * or several collectors; families that several have in common stand there once, with the series of each.
 */
final class TextWriter {
    /** When a stream is given, so much text is made before it is written there. */
    private static final int CHUNK = 1 << 15;

    private static final int NANOS = 9;
    private static final int MILLIS = 3;

    private final PreparedFamilies prepared;
    private final boolean openMetrics;
    private final CommonFamilies common = new CommonFamilies();
    private final AtomicReference<@Nullable TextBuffer> spare = new AtomicReference<>();

    TextWriter(PreparedFamilies prepared, boolean openMetrics) {
        this.prepared = prepared;
        this.openMetrics = openMetrics;
    }

    /** To a stream, by way of a buffer that is kept for the next time. */
    void write(MetricsSnapshot snapshot, OutputStream out) throws IOException {
        TextBuffer kept = spare.getAndSet(null);
        TextBuffer text = kept == null ? new TextBuffer(2 * CHUNK) : kept;
        text.clear();
        write(List.of(snapshot), Set.of(), text, out);
        text.writeTo(out);
        if (text.capacity() <= 4 * CHUNK) {
            spare.set(text);
        }
    }

    /** Behind what is in the buffer, which it gives back. */
    TextBuffer write(List<MetricsSnapshot> page, Set<String> names, TextBuffer text) {
        try {
            write(page, names, text, null);
        } catch (IOException impossible) { // there is no stream
            throw new UncheckedIOException(impossible);
        }
        return text;
    }

    /** Behind what is in the buffer, and when there is a stream the rest at the end is still to be written. */
    private void write(List<MetricsSnapshot> page, Set<String> names, TextBuffer text, @Nullable OutputStream out)
            throws IOException {
        @Nullable Prepared[] group = new Prepared[page.size()];
        int[] next = new int[page.size()];
        for (String name = first(page, next); name != null; name = first(page, next)) {
            int found = prepareGroup(name, page, next, group);
            boolean isFirst = true;
            for (int i = 0; i < group.length; i++) {
                Prepared lines = group[i];
                if (lines != null && (names.isEmpty() || lines.text().isNamedIn(names))) {
                    write(page.get(i).families().get(next[i] - 1), lines, isFirst, text, out);
                    isFirst = false;
                }
            }
            if (found > 1) {
                common.check(group);
            }
        }
        if (openMetrics) {
            text.append("# EOF\n");
        }
    }

    /** The first name in order that is still to be written, as each snapshot has its families sorted; null at the end. */
    private static @Nullable String first(List<MetricsSnapshot> page, int[] next) {
        String first = null;
        for (int i = 0; i < next.length; i++) {
            List<FamilySnapshot> families = page.get(i).families();
            if (next[i] < families.size()) {
                String name = families.get(next[i]).descriptor().name();
                if (first == null || name.compareTo(first) < 0) {
                    first = name;
                }
            }
        }
        return first;
    }

    /** Goes on behind the families of this name, and returns in how many snapshots they have series. */
    private int prepareGroup(String name, List<MetricsSnapshot> page, int[] next, @Nullable Prepared[] group) {
        int found = 0;
        for (int i = 0; i < group.length; i++) {
            group[i] = null;
            List<FamilySnapshot> families = page.get(i).families();
            if (next[i] < families.size()
                    && families.get(next[i]).descriptor().name().equals(name)) {
                FamilySnapshot family = families.get(next[i]++);
                if (family.size() > 0) {
                    group[i] = prepared.prepare(family, i, page);
                    found++;
                }
            }
        }
        return found;
    }

    private void write(
            FamilySnapshot family, Prepared lines, boolean withHeader, TextBuffer text, @Nullable OutputStream out)
            throws IOException {
        boolean shadowed = openMetrics && prepared.isShadowed(lines.text());
        if (withHeader) {
            text.append(
                    !openMetrics
                            ? lines.text().header
                            : shadowed ? lines.text().fullNameHeader : lines.text().openMetricsHeader);
        }
        MetricType type = family.descriptor().type();
        boolean created = openMetrics
                && !shadowed
                && (type == MetricType.COUNTER || type == MetricType.HISTOGRAM || type == MetricType.SUMMARY);
        boolean exemplars = openMetrics && !shadowed && family.hasExemplars();
        for (int i = 0; i < family.size(); i++) {
            switch (type) {
                case HISTOGRAM -> writeHistogram(family, i, lines, exemplars, text);
                case SUMMARY -> writeSummary(family, i, lines, text);
                case COUNTER, GAUGE, INFO, STATE_SET -> writeNumber(family, i, lines, exemplars, text);
            }
            if (created && family.createdMillis(i) != 0) {
                text.append(lines.text().created);
                lines.labels().appendClosed(i, text);
                text.appendDecimal(family.createdMillis(i), MILLIS).append('\n');
            }
            if (out != null && text.size() >= CHUNK) {
                text.writeTo(out);
                text.clear();
            }
        }
    }

    private void writeNumber(FamilySnapshot family, int series, Prepared lines, boolean exemplars, TextBuffer text) {
        text.append(lines.text().sample);
        lines.labels().appendClosed(series, text);
        if (family.isWhole(series)) {
            text.append(family.wholeValue(series));
        } else {
            text.append(family.value(series));
        }
        long stamp = family.timestampMillis(series);
        if (stamp != 0) {
            text.append(' ');
            if (openMetrics) {
                appendMillis(stamp, text);
            } else {
                text.append(stamp);
            }
        }
        if (exemplars) {
            appendExemplar(family.exemplar(series), text);
        }
        text.append('\n');
    }

    private static void writeHistogram(
            FamilySnapshot family, int series, Prepared lines, boolean exemplars, TextBuffer text) {
        byte[][] les = lines.text().lastLabels;
        long[] counts = family.countsAtOrBelow(series, text.scratch(les.length));
        counts[les.length - 1] = family.count(series);
        for (int i = 0; i < les.length; i++) {
            if (les[i].length == 0) {
                continue;
            }
            text.append(lines.text().bucket);
            lines.labels().appendWith(series, les[i], text);
            text.append(counts[i]);
            if (exemplars) {
                appendExemplar(family.exemplar(series, i), text);
            }
            text.append('\n');
        }
        writeTotals(family, series, lines, text);
    }

    private static void writeSummary(FamilySnapshot family, int series, Prepared lines, TextBuffer text) {
        byte[][] quantiles = lines.text().lastLabels;
        for (int i = 0; i < quantiles.length; i++) {
            text.append(lines.text().sample);
            lines.labels().appendWith(series, quantiles[i], text);
            text.append(family.quantile(series, family.quantiles().get(i))).append('\n');
        }
        writeTotals(family, series, lines, text);
    }

    private static void writeTotals(FamilySnapshot family, int series, Prepared lines, TextBuffer text) {
        text.append(lines.text().sum);
        lines.labels().appendClosed(series, text);
        if (!family.isWholeSum(series)) {
            text.append(family.sum(series));
        } else if (family.perUnit() == 1) {
            text.append(family.wholeSum(series));
        } else if (family.perUnit() == 1e9) {
            text.appendDecimal(family.wholeSum(series), NANOS);
        } else {
            text.append(family.sum(series));
        }
        text.append('\n').append(lines.text().count);
        lines.labels().appendClosed(series, text);
        text.append(family.count(series)).append('\n');
    }

    private static void appendExemplar(@Nullable Exemplar exemplar, TextBuffer text) {
        if (exemplar == null) {
            return;
        }
        text.append(" # {trace_id=\"").append(exemplar.traceId()).append("\"} ");
        text.append(exemplar.value());
        if (exemplar.unixMillis() != 0) {
            text.append(' ');
            appendMillis(exemplar.unixMillis(), text);
        }
    }

    private static void appendMillis(long millis, TextBuffer text) {
        if (millis < 0) {
            text.append('-');
        }
        text.appendDecimal(Math.abs(millis), MILLIS);
    }
}
