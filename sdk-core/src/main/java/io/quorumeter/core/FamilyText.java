package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import io.quorumeter.Unit;
import io.quorumeter.snapshot.FamilySnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What all series of a family share in text: its headers and the names and bounds on its lines. Made once.
 *
 * <p>OpenMetrics gives a counter's family the name without {@code _total} and an info's without {@code _info}. Where another family has
 * that name already, such a family is shown there as {@code unknown} or {@code gauge} under its full name, as two of one name would make
 * the whole text illegal.
 */
final class FamilyText {
    private static final byte[][] NO_LABELS = {};

    /** In the place of a bound below zero, where nothing is ever counted and OpenMetrics would allow no sum. */
    private static final byte[] LEFT_OUT = {};

    private static final String TOTAL = "_total";
    private static final String INFO = "_info";

    final String name;
    final String openMetricsName;
    final byte[] header;
    final byte[] openMetricsHeader;
    final byte[] fullNameHeader;

    /** The name of a number's line, and of a summary's lines for its quantiles. */
    final byte[] sample;

    final byte[] bucket;
    final byte[] sum;
    final byte[] count;
    final byte[] created;

    /**
     * A histogram's {@code le} of each bound and {@code +Inf}, a summary's {@code quantile}; each with all that follows up to the
     * value.
     */
    final byte[][] lastLabels;

    final MetricDescriptor descriptor;
    private final Bounds bounds;

    FamilyText(FamilySnapshot family, String name) {
        MetricDescriptor descriptor = family.descriptor();
        this.descriptor = descriptor;
        this.bounds = family.bounds();
        this.name = name;
        this.openMetricsName = openMetricsName(name, descriptor.type());
        String type = descriptor.type().name().toLowerCase(Locale.ROOT);
        boolean number = descriptor.type() == MetricType.INFO || descriptor.type() == MetricType.STATE_SET;
        this.header = header(name, descriptor, number ? "gauge" : type, false);
        String openMetricsType = descriptor.type() == MetricType.STATE_SET ? "stateset" : type;
        this.openMetricsHeader = header(openMetricsName, descriptor, openMetricsType, true);
        String fallback = descriptor.type() == MetricType.INFO ? "gauge" : "unknown";
        this.fullNameHeader = header(name, descriptor, fallback, true);
        this.sample = bytes(name);
        this.bucket = bytes(name + "_bucket");
        this.sum = bytes(name + "_sum");
        this.count = bytes(name + "_count");
        this.created = bytes(openMetricsName + "_created");
        this.lastLabels = lastLabels(family);
    }

    /** Whether this is of the family as it is declared now; a later declaration may have given it help or bounds. */
    @SuppressWarnings("ReferenceEquality")
    boolean isFor(FamilySnapshot family) {
        return (descriptor == family.descriptor() || descriptor.equals(family.descriptor()))
                && (bounds == family.bounds() || bounds.equals(family.bounds()));
    }

    /** Whether one of the names is that of this family, in either format, or of one of its lines. */
    boolean isNamedIn(Set<String> names) {
        if (names.contains(name) || names.contains(openMetricsName) || names.contains(openMetricsName + "_created")) {
            return true;
        }
        return switch (descriptor.type()) {
            case HISTOGRAM, SUMMARY ->
                names.contains(name + "_bucket") || names.contains(name + "_sum") || names.contains(name + "_count");
            case COUNTER, GAUGE, INFO, STATE_SET -> false;
        };
    }

    /** Whether another family could have the name that OpenMetrics gives to this one. */
    boolean isRenamed() {
        return openMetricsName.length() != name.length();
    }

    private static String openMetricsName(String name, MetricType type) {
        return switch (type) {
            case COUNTER -> name.substring(0, name.length() - TOTAL.length());
            case INFO -> name.substring(0, name.length() - INFO.length());
            case GAUGE, HISTOGRAM, SUMMARY, STATE_SET -> name;
        };
    }

    private static byte[] header(String name, MetricDescriptor descriptor, String type, boolean openMetrics) {
        TextBuffer text = new TextBuffer(128);
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        Unit unit = descriptor.unit();
        if (openMetrics && unit != Unit.NONE && name.endsWith("_" + unit.suffix())) {
            text.append("# UNIT ")
                    .append(name)
                    .append(' ')
                    .append(unit.suffix())
                    .append('\n');
        }
        if (!descriptor.help().isEmpty()) {
            String help = descriptor.help().replace("\\", "\\\\").replace("\n", "\\n");
            text.append("# HELP ").append(name).append(' ');
            text.append(openMetrics ? help.replace("\"", "\\\"") : help).append('\n');
        }
        return text.toByteArray();
    }

    private static byte[][] lastLabels(FamilySnapshot family) {
        return switch (family.descriptor().type()) {
            case HISTOGRAM -> {
                int bounds = family.bounds().size();
                byte[][] les = new byte[bounds + 1][];
                for (int i = 0; i < bounds; i++) {
                    double le = family.bounds().get(i);
                    les[i] = le < 0 ? LEFT_OUT : lastLabel("le", CanonicalNumber.of(le));
                }
                les[bounds] = lastLabel("le", "+Inf");
                yield les;
            }
            case SUMMARY ->
                family.quantiles().stream()
                        .map(q -> lastLabel("quantile", CanonicalNumber.of(q)))
                        .toArray(byte[][]::new);
            case COUNTER, GAUGE, INFO, STATE_SET -> NO_LABELS;
        };
    }

    private static byte[] lastLabel(String label, String value) {
        return bytes(label + "=\"" + value + "\"} ");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
