package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.FamilySnapshot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** A family's text without the values: its header, and for each series the beginnings of its lines. */
final class PreparedFamily {
    private final List<Labels> labels;
    private final byte[] header;
    private final byte[][][] series;

    private PreparedFamily(List<Labels> labels, byte[] header, byte[][][] series) {
        this.labels = labels;
        this.header = header;
        this.series = series;
    }

    static PreparedFamily of(FamilySnapshot family, String name) {
        List<Labels> labels = family.allLabels();
        byte[][][] series = new byte[labels.size()][][];
        for (int i = 0; i < series.length; i++) {
            series[i] = family.hasDistributions()
                    ? distributionLines(name, labels.get(i), family.bounds())
                    : new byte[][] {line(name, labels.get(i), "")};
        }
        return new PreparedFamily(labels, header(name, family.descriptor()), series);
    }

    /** Whether the family still has the series that this was prepared for. */
    boolean isFor(FamilySnapshot family) {
        return labels == family.allLabels();
    }

    byte[] header() {
        return header;
    }

    /** The beginning of a number's only line; of a distribution's lines for each bound, {@code +Inf}, sum and count. */
    byte[][] series(int index) {
        return series[index];
    }

    private static byte[] header(String name, MetricDescriptor descriptor) {
        TextBuffer text = new TextBuffer(128);
        if (!descriptor.help().isEmpty()) {
            text.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(escapedHelp(descriptor.help()))
                    .append('\n');
        }
        MetricType shownAs = descriptor.type() == MetricType.INFO ? MetricType.GAUGE : descriptor.type();
        text.append("# TYPE ").append(name).append(' ').append(shownAs.name().toLowerCase(Locale.ROOT));
        return text.append('\n').toByteArray();
    }

    private static byte[][] distributionLines(String name, Labels labels, Bounds bounds) {
        byte[][] lines = new byte[bounds.size() + 3][];
        for (int i = 0; i < bounds.size(); i++) {
            String le = BigDecimal.valueOf(bounds.get(i)).stripTrailingZeros().toPlainString();
            lines[i] = line(name + "_bucket", labels, le);
        }
        lines[bounds.size()] = line(name + "_bucket", labels, "+Inf");
        lines[bounds.size() + 1] = line(name + "_sum", labels, "");
        lines[bounds.size() + 2] = line(name + "_count", labels, "");
        return lines;
    }

    private static byte[] line(String name, Labels labels, String le) {
        TextBuffer text = new TextBuffer(96).append(name);
        char separator = '{';
        for (int i = 0; i < labels.size(); i++) {
            text.append(separator).append(labels.name(i)).append("=\"");
            text.append(escapedValue(labels.value(i))).append('"');
            separator = ',';
        }
        if (!le.isEmpty()) {
            text.append(separator).append("le=\"").append(le).append('"');
            separator = ',';
        }
        return (separator == ',' ? text.append("} ") : text.append(' ')).toByteArray();
    }

    private static String escapedHelp(String help) {
        return help.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String escapedValue(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
