package io.quorumeter;

import java.util.Locale;

/**
 * Implemented by an enum whose constants should not appear under their own names. Without it a constant {@code TIMED_OUT} has the
 * label value {@code timed_out}.
 */
public interface LabelValue {
    /** {@return the value that the label takes for this constant; unique within its enum, the same at every call} */
    String labelValue();

    /**
     * Returns the label value of an enum constant.
     *
     * @param constant the constant
     * @return its own value when it implements {@link LabelValue}, otherwise its name in lower case
     */
    static String of(Enum<?> constant) {
        return constant instanceof LabelValue named
                ? named.labelValue()
                : constant.name().toLowerCase(Locale.ROOT);
    }
}
