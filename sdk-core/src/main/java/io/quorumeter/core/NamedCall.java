package io.quorumeter.core;

import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
import org.jspecify.annotations.Nullable;

/** What a call by name asks for that {@link NameMemory} did not know: made then alone, so the calls that it knows make no object. */
sealed interface NamedCall {
    String name();

    /**
     * The labels as a series keeps them.
     *
     * @throws io.quorumeter.MetricDeclarationException when there cannot be such
     */
    Labels labels();

    /** Has further calls like this be given the instrument. */
    void remember(NameMemory memory, Object instrument);

    /** Has further calls of the family be given its shared series as long as it is full. */
    void remember(NameMemory memory, Overflow overflow);

    /** With up to three pairs. */
    record OfPairs(
            String name,
            @Nullable String l1,
            @Nullable String v1,
            @Nullable String l2,
            @Nullable String v2,
            @Nullable String l3,
            @Nullable String v3)
            implements NamedCall {
        @Override
        public Labels labels() {
            return with(with(with(Labels.of(), l1, v1), l2, v2), l3, v3);
        }

        @Override
        public void remember(NameMemory memory, Object instrument) {
            Labels kept = labels();
            if (isKept(kept, l1, v1) && isKept(kept, l2, v2) && isKept(kept, l3, v3)) {
                memory.put(name, l1, v1, l2, v2, l3, v3, instrument);
            } else {
                memory.putChanged(name, l1, v1, l2, v2, l3, v3, instrument);
            }
        }

        /** Whether the series has the value as given. */
        private static boolean isKept(Labels labels, @Nullable String label, @Nullable String value) {
            return label == null || text(value).equals(labels.get(label));
        }

        @Override
        public void remember(NameMemory memory, Overflow overflow) {
            memory.putOverflow(name, l1, l2, l3, overflow);
        }

        private static Labels with(Labels labels, @Nullable String label, @Nullable String value) {
            if (label != null) {
                return labels.with(label, text(value));
            } else if (value != null) {
                throw new MetricDeclarationException(
                        "the name of a label is null; write it, or leave the value out too");
            }
            return labels;
        }

        private static String text(@Nullable String value) {
            return value == null ? "" : value;
        }
    }

    /** With labels as a whole. */
    record OfLabels(String name, @Nullable Labels given) implements NamedCall {
        @Override
        public Labels labels() {
            if (given == null) {
                throw new MetricDeclarationException("the labels are null; write Labels.of() for none");
            }
            return given;
        }

        @Override
        public void remember(NameMemory memory, Object instrument) {
            memory.put(name, labels(), instrument);
        }

        @Override
        public void remember(NameMemory memory, Overflow overflow) {
            memory.putOverflow(name, overflow);
        }
    }
}
