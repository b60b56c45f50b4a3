package io.quorumeter;

import io.quorumeter.spi.Declaration;

/**
 * Instruments of one family with one series per validator, chosen by the validator's index. An index outside the set goes to the
 * series {@code other}, so that whatever a peer claims costs one series and no exception. Immutable and safe from any thread.
 *
 * @param <T> the instrument
 */
public final class Indexed<T> {
    private final T[] series;
    private final T other;

    Indexed(T[] series, T other) {
        this.series = series;
        this.other = other;
    }

    /**
     * Chooses the instrument of a validator.
     *
     * @param index 0 … {@link #size()}-1; any other index gives the instrument of {@code other}
     * @return always the same instrument for the same index
     */
    public T at(int index) {
        return index >= 0 && index < series.length ? series[index] : other;
    }

    /** {@return how many validators have a series of their own, n} */
    public int size() {
        return series.length;
    }

    /**
     * A family that has got a label with one value per validator.
     *
     * @param <I> the instrument
     */
    public static final class Builder<I> {
        private final FamilyBuilder<I, ?> family;
        private final String label;
        private final ValidatorSet validators;

        Builder(FamilyBuilder<I, ?> family, String label, ValidatorSet validators) {
            this.family = family;
            this.label = label;
            this.validators = validators;
        }

        /**
         * Adds a second label with one value per constant of an enum.
         *
         * @param <B> the label's values
         * @param second its name, as in {@code "reason"}: letters, digits and {@code _}
         * @param values the enum
         * @return the declaration, with this label
         * @throws MetricDeclarationException when the enum has no constants, or two with the same {@link LabelValue}
         */
        public <B extends Enum<B>> IndexedBy.Builder<B, I> by(String second, Class<B> values) {
            return new IndexedBy.Builder<>(family, label, validators, second, values);
        }

        /**
         * Creates the instruments of all validators and {@code other}, or gets them when they are there.
         *
         * @return the instruments, one for each validator and one for all others
         * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
         */
        public Indexed<I> create() {
            Declaration declaration = family.declaration(validators, label);
            I[] series = Axis.array(family.instrument(), validators.size());
            for (int i = 0; i < series.length; i++) {
                series[i] = family.series(declaration, family.fixed().with(label, validators.name(i)));
            }
            return new Indexed<>(
                    series, family.series(declaration, family.fixed().with(label, ValidatorSet.OTHER)));
        }
    }
}
