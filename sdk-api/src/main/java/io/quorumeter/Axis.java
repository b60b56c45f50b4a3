package io.quorumeter;

import java.lang.reflect.Array;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An enum as a label: its name and its values in ordinal order. */
record Axis(String label, List<String> values) {
    static Axis of(String family, String label, Class<? extends Enum<?>> type) {
        MetricDescriptor.checkGiven(family, "name of a label", label);
        MetricDescriptor.checkGiven(family, "enum of label '" + label + "'", type);
        Enum<?>[] constants = type.getEnumConstants();
        if (constants == null || constants.length == 0) {
            throw new MetricDeclarationException("family '" + Labels.printable(family) + "': label '"
                    + Labels.printable(label) + "' has no values: " + type.getName() + " is an empty enum");
        }
        String[] values = new String[constants.length];
        Set<String> seen = new HashSet<>();
        for (Enum<?> constant : constants) {
            String value = Labels.kept(LabelValue.of(constant));
            if (!seen.add(value)) {
                throw new MetricDeclarationException("family '" + Labels.printable(family) + "': label '"
                        + Labels.printable(label) + "': two constants of " + type.getName() + " have the value '"
                        + Labels.printable(value) + "'");
            }
            values[constant.ordinal()] = value;
        }
        return new Axis(label, List.of(values));
    }

    int size() {
        return values.size();
    }

    Labels add(Labels labels, int index) {
        return labels.with(label, values.get(index));
    }

    @SuppressWarnings("unchecked") // an array of exactly this component type
    static <I> I[] array(Class<I> instrument, int size) {
        return (I[]) Array.newInstance(instrument, size);
    }
}
