package io.quorumeter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The constants of an enum as the values of a label. */
final class EnumValues {
    private EnumValues() {}

    /** Returns the values in ordinal order. */
    static List<String> of(String family, String label, Class<? extends Enum<?>> type) {
        MetricDescriptor.checkGiven(family, "name of a label", label);
        MetricDescriptor.checkGiven(family, "enum of label '" + label + "'", type);
        Enum<?>[] constants = type.getEnumConstants();
        String where = "family '" + Labels.printable(family) + "': label '" + Labels.printable(label) + "'";
        if (constants == null || constants.length == 0) {
            throw new MetricDeclarationException(where + " has no values: " + type.getName() + " is an empty enum");
        }
        Set<String> values = new LinkedHashSet<>();
        for (Enum<?> constant : constants) {
            String value = Labels.kept(LabelValue.of(constant));
            if (!values.add(value)) {
                throw new MetricDeclarationException(where + ": two constants of " + type.getName()
                        + " have the value '" + Labels.printable(value) + "'");
            }
        }
        return List.copyOf(values);
    }
}
