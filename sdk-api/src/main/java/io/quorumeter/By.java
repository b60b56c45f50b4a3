package io.quorumeter;

import io.quorumeter.spi.Declaration;
import org.jspecify.annotations.Nullable;

/**
 * Instruments of one family that differ in one label, whose values are an enum's constants. Choosing one is an array index.
 * Immutable and safe from any thread.
 *
 * @param <A> the label's values
 * @param <T> the instrument
 */
public final class By<A extends Enum<A>, T> {
    private final T[] series;
    private final T forgetting;

    By(T[] series, T forgetting) {
        this.series = series;
        this.forgetting = forgetting;
    }

    /**
     * Chooses the instrument of a value.
     *
     * @param value the label's value; null, which no annotated caller can pass, gives an instrument that forgets
     * @return always the same instrument for the same value
     */
    public T of(@Nullable A value) {
        return value == null ? forgetting : series[value.ordinal()];
    }

    /**
     * A family that has got its first enumerated label.
     *
     * @param <A> the label's values
     * @param <I> the instrument
     */
    public static final class Builder<A extends Enum<A>, I> {
        private final FamilyBuilder<I, ?> family;
        private final Axis axis;

        Builder(FamilyBuilder<I, ?> family, String label, Class<A> values) {
            this.family = family;
            this.axis = Axis.of(family.name(), label, values);
        }

        /**
         * Adds a second label with one value per constant of an enum.
         *
         * @param <B> the label's values
         * @param label its name, as in {@code "reason"}: letters, digits and {@code _}
         * @param values the enum
         * @return the declaration, with this label
         * @throws MetricDeclarationException when the enum has no constants, or two with the same {@link LabelValue}
         */
        public <B extends Enum<B>> By2.Builder<A, B, I> by(String label, Class<B> values) {
            return new By2.Builder<>(family, axis, label, values);
        }

        /**
         * Creates the instruments of all values, or gets them when they are there.
         *
         * @return the instruments, one for each value
         * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
         */
        public By<A, I> create() {
            Declaration declaration = family.declaration(null, axis.label());
            I[] series = Axis.array(family.instrument(), axis.size());
            for (int a = 0; a < series.length; a++) {
                series[a] = family.series(declaration, axis.add(family.fixed(), a));
            }
            return new By<>(series, Noop.of(family.instrument()));
        }
    }
}
