package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.MetricType;
import io.quorumeter.snapshot.FamilySnapshot;
import java.util.List;

/**
 * The labels of a family's series as text, one behind the other in one array, each without its closing brace; nothing for a series without
 * labels. When series come, what was written of the others is taken over.
 */
final class LabelBlocks {
    private final List<Labels> labels;
    private final Labels constantLabels;
    private final byte[] text;
    private final int[] ends;

    private LabelBlocks(List<Labels> labels, Labels constantLabels, byte[] text, int[] ends) {
        this.labels = labels;
        this.constantLabels = constantLabels;
        this.text = text;
        this.ends = ends;
    }

    static LabelBlocks none() {
        return new LabelBlocks(List.of(), Labels.of(), new byte[0], new int[0]);
    }

    /** Whether these are of the family as it is now, which has another list of labels as soon as it has other series. */
    @SuppressWarnings("ReferenceEquality")
    boolean isFor(FamilySnapshot family, Labels constants) {
        return labels == family.allLabels() && constantLabels.equals(constants);
    }

    /** These brought up to date, for a family whose name is shown as given. */
    LabelBlocks updated(FamilySnapshot family, Labels constants, String shownAs) {
        List<Labels> now = family.allLabels();
        int[] newEnds = new int[now.size()];
        int same = 0;
        int both = constantLabels.equals(constants) ? Math.min(ends.length, newEnds.length) : 0;
        while (same < both && labels.get(same).equals(now.get(same))) {
            newEnds[same] = ends[same];
            same++;
        }
        TextBuffer fresh = new TextBuffer(Math.max(64, text.length + 64 * (now.size() - same)));
        fresh.append(text, 0, same == 0 ? 0 : ends[same - 1]);
        for (int i = same; i < newEnds.length; i++) {
            append(family, now.get(i), constants, shownAs, fresh);
            newEnds[i] = fresh.size();
        }
        return new LabelBlocks(now, constants, fresh.toByteArray(), newEnds);
    }

    /** The labels that the series have of their own. */
    List<Labels> own() {
        return labels;
    }

    /** The labels that all series have unless they have their own of that name. */
    Labels constant() {
        return constantLabels;
    }

    /** Ends the line's name with a series' labels, and a space. */
    void appendClosed(int series, TextBuffer to) {
        int from = series == 0 ? 0 : ends[series - 1];
        if (from == ends[series]) {
            to.append(' ');
        } else {
            to.append(text, from, ends[series]).append('}').append(' ');
        }
    }

    /** The same with one label more, which comes with its closing brace and the space. */
    void appendWith(int series, byte[] last, TextBuffer to) {
        int from = series == 0 ? 0 : ends[series - 1];
        to.append(text, from, ends[series])
                .append(from == ends[series] ? '{' : ',')
                .append(last);
    }

    private static void append(FamilySnapshot family, Labels labels, Labels constants, String shownAs, TextBuffer to) {
        char separator = '{';
        for (int i = 0; i < constants.size(); i++) {
            if (labels.get(constants.name(i)) == null) {
                appendPair(constants.name(i), constants.value(i), separator, to);
                separator = ',';
            }
        }
        boolean states = family.descriptor().type() == MetricType.STATE_SET;
        for (int i = 0; i < labels.size(); i++) {
            boolean ownName =
                    states && labels.name(i).equals(family.descriptor().name());
            appendPair(ownName ? shownAs : labels.name(i), labels.value(i), separator, to);
            separator = ',';
        }
    }

    private static void appendPair(String name, String value, char separator, TextBuffer to) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        to.append(separator).append(name).append("=\"").append(escaped).append('"');
    }
}
