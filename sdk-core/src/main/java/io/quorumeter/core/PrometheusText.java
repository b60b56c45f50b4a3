package io.quorumeter.core;

import io.quorumeter.export.MetricsExporter;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prometheus' text format, version 0.0.4.
 *
 * <p>What does not change between two scrapes, every byte but the values, is prepared once and kept until a family's series change.
 * Safe from any thread; keep one for as long as you export, since what it prepared goes with it.
 */
public final class PrometheusText implements MetricsExporter {
    private static final String CATALOGUE_PREFIX = "hotstuff2_";

    private final String prefix;
    private final Map<String, PreparedFamily> prepared = new ConcurrentHashMap<>();
    private final AtomicInteger lastSize = new AtomicInteger(1 << 16);

    /** Names as declared. */
    public PrometheusText() {
        this("");
    }

    /**
     * Names with a prefix of one's own in the place of {@code hotstuff2_}. Other names stay as they were declared: a prefix before
     * them could make one name of two.
     *
     * @param prefix letters, digits and underscores, without one at the end; empty for names as declared
     * @throws IllegalArgumentException when it is not such a word
     */
    public PrometheusText(String prefix) {
        if (!prefix.isEmpty() && !prefix.matches("[a-zA-Z_][a-zA-Z0-9_]*(?<!_)")) {
            throw new IllegalArgumentException("metrics prefix '" + prefix
                    + "' is not a legal beginning of a name; use letters, digits and '_', and end without '_'");
        }
        this.prefix = prefix.isEmpty() ? "" : prefix + "_";
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
        write(snapshot).writeTo(out);
    }

    @Override
    public byte[] export(MetricsSnapshot snapshot) {
        return write(snapshot).toByteArray();
    }

    private TextBuffer write(MetricsSnapshot snapshot) {
        TextBuffer text = new TextBuffer(lastSize.get() + 1024);
        for (FamilySnapshot family : snapshot.families()) {
            if (family.size() > 0) {
                write(family, text);
            }
        }
        lastSize.set(text.size());
        return text;
    }

    private void write(FamilySnapshot family, TextBuffer text) {
        PreparedFamily lines = prepare(family);
        text.append(lines.header());
        for (int i = 0; i < family.size(); i++) {
            if (family.hasDistributions()) {
                write(family, family.distribution(i), lines.series(i), text);
            } else {
                text.append(lines.series(i)[0]);
                writeNumber(family, i, text);
            }
        }
    }

    private static void writeNumber(FamilySnapshot family, int index, TextBuffer text) {
        if (family.isWhole(index)) {
            text.append(family.wholeValue(index));
        } else {
            text.append(family.value(index));
        }
        long stamp = family.timestampMillis(index);
        if (stamp != 0) {
            text.append(' ').append(stamp);
        }
        text.append('\n');
    }

    private static void write(FamilySnapshot family, Distribution distribution, byte[][] lines, TextBuffer text) {
        int bounds = family.bounds().size();
        long[] counts = distribution.countsAtOrBelow(family.bounds(), new long[bounds]);
        for (int i = 0; i < bounds; i++) {
            text.append(lines[i]).append(counts[i]).append('\n');
        }
        text.append(lines[bounds]).append(distribution.count()).append('\n');
        text.append(lines[bounds + 1]).append(distribution.sum()).append('\n');
        text.append(lines[bounds + 2]).append(distribution.count()).append('\n');
    }

    private PreparedFamily prepare(FamilySnapshot family) {
        String name = family.descriptor().name();
        PreparedFamily known = prepared.get(name);
        if (known != null && known.isFor(family)) {
            return known;
        }
        PreparedFamily fresh = PreparedFamily.of(family, prefixed(name));
        prepared.put(name, fresh);
        return fresh;
    }

    private String prefixed(String name) {
        return !prefix.isEmpty() && name.startsWith(CATALOGUE_PREFIX)
                ? prefix + name.substring(CATALOGUE_PREFIX.length())
                : name;
    }
}
