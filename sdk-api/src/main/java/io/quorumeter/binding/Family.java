package io.quorumeter.binding;

import io.quorumeter.LabelValue;
import io.quorumeter.MetricLevel;
import io.quorumeter.MetricType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a family is before any collector knows it: the one place where its name, type, level, help and labels stand. The unit
 * follows from the name. Immutable.
 *
 * @param type what the values mean
 * @param level how much detail it is
 * @param name the name without prefix, as in {@code consensus_current_view}
 * @param help one sentence for people
 * @param labels what its series differ in
 */
public record Family(MetricType type, MetricLevel level, String name, String help, List<Label> labels) {
    /**
     * Copies the list.
     *
     * @param type what the values mean
     * @param level how much detail it is
     * @param name the name without prefix
     * @param help one sentence for people
     * @param labels what its series differ in
     */
    public Family {
        labels = List.copyOf(labels);
    }

    /**
     * A label of a family.
     *
     * @param name its name
     * @param values the values that it takes, each of which has its series from the start; empty when they are named
     *     only as the node is put together (a store, an exporter)
     */
    public record Label(String name, List<String> values) {
        /**
         * Copies the list.
         *
         * @param name its name
         * @param values the values that it takes; empty when they are not known yet
         */
        public Label {
            values = List.copyOf(values);
        }

        /**
         * Whether the values are known only at run time.
         *
         * @return true when no value is listed
         */
        public boolean isOpen() {
            return values.isEmpty();
        }
    }

    /**
     * A family that no operator can do without, as yet without labels.
     *
     * @param type what the values mean
     * @param name the name without prefix
     * @param help one sentence for people
     * @return the row
     */
    public static Family essential(MetricType type, String name, String help) {
        return new Family(type, MetricLevel.ESSENTIAL, name, help, List.of());
    }

    /**
     * A family that is kept unless the operator wants essentials only, as yet without labels.
     *
     * @param type what the values mean
     * @param name the name without prefix
     * @param help one sentence for people
     * @return the row
     */
    public static Family standard(MetricType type, String name, String help) {
        return new Family(type, MetricLevel.STANDARD, name, help, List.of());
    }

    /**
     * A family that is kept on request: one series per validator or peer, or diagnostics. As yet without labels.
     *
     * @param type what the values mean
     * @param name the name without prefix
     * @param help one sentence for people
     * @return the row
     */
    public static Family detailed(MetricType type, String name, String help) {
        return new Family(type, MetricLevel.DETAILED, name, help, List.of());
    }

    /**
     * Adds a label with one value per constant of an enum.
     *
     * @param label its name
     * @param constants the enum
     * @return the row with this label
     */
    public Family by(String label, Class<? extends Enum<?>> constants) {
        return with(new Label(
                label,
                Arrays.stream(constants.getEnumConstants()).map(LabelValue::of).toList()));
    }

    /**
     * Adds labels whose values are known only at run time.
     *
     * @param labelNames their names
     * @return the row with these labels
     */
    public Family open(String... labelNames) {
        Family family = this;
        for (String label : labelNames) {
            family = family.with(new Label(label, List.of()));
        }
        return family;
    }

    private Family with(Label label) {
        List<Label> more = new ArrayList<>(labels);
        more.add(label);
        return new Family(type, level, name, help, more);
    }
}
