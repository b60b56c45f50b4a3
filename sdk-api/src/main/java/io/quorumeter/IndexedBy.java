package io.quorumeter;

import io.quorumeter.spi.Declaration;
import org.jspecify.annotations.Nullable;

/**
 * Instruments of one family with one series per validator and enum constant, in one flat array. An index outside the set goes to
 * the series {@code other}. Immutable and safe from any thread.
 *
 * @param <B> the second label's values
 * @param <T> the instrument
 */
public final class IndexedBy<B extends Enum<B>, T> {
    private final T[] series;
    private final int width;
    /** The row of validators that have none of their own: the last. */
    private final int other;

    private final T forgetting;

    IndexedBy(T[] series, int width, T forgetting) {
        this.series = series;
        this.width = width;
        this.other = series.length / width - 1;
        this.forgetting = forgetting;
    }

    /**
     * Chooses the instrument of a validator and a value.
     *
     * @param index the validator, 0 … n-1; any other index gives the instrument of {@code other} with this value
     * @param value the enumerated label's value; null, which no annotated caller can pass, gives an instrument that forgets
     * @return always the same instrument for the same index and value
     */
    public T at(int index, @Nullable B value) {
        if (value == null) {
            return forgetting;
        }
        int row = index >= 0 && index < other ? index : other;
        return series[row * width + value.ordinal()];
    }

    /**
     * A family that has got a label with one value per validator, and an enumerated one.
     *
     * @param <B> the enumerated label's values
     * @param <I> the instrument
     */
    public static final class Builder<B extends Enum<B>, I> {
        private final FamilyBuilder<I, ?> family;
        private final String label;
        private final ValidatorSet validators;
        private final Axis second;

        Builder(FamilyBuilder<I, ?> family, String label, ValidatorSet validators, String second, Class<B> values) {
            this.family = family;
            this.label = label;
            this.validators = validators;
            this.second = Axis.of(family.name(), second, values);
        }

        /**
         * Creates the instruments of all validators and {@code other} with all values, or gets them when they are there.
         *
         * @return the instruments, one for each validator and value, and for all other validators and each value
         * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
         */
        public IndexedBy<B, I> create() {
            Declaration declaration = family.declaration(validators, label, second.label());
            I[] series = Axis.array(family.instrument(), (validators.size() + 1) * second.size());
            for (int i = 0; i < series.length; i++) {
                int row = i / second.size();
                String validator = row < validators.size() ? validators.name(row) : ValidatorSet.OTHER;
                Labels labels = family.fixed().with(label, validator);
                series[i] = family.series(declaration, second.add(labels, i % second.size()));
            }
            return new IndexedBy<>(series, second.size(), Noop.of(family.instrument()));
        }
    }
}
