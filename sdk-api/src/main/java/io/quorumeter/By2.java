package io.quorumeter;

import io.quorumeter.spi.Declaration;
import org.jspecify.annotations.Nullable;

/**
 * Instruments of one family that differ in two labels, whose values are enums' constants, in one flat array. Immutable and safe
 * from any thread.
 *
 * @param <A> the first label's values
 * @param <B> the second label's values
 * @param <T> the instrument
 */
public final class By2<A extends Enum<A>, B extends Enum<B>, T> {
    private final T[] series;
    private final int width;
    private final T forgetting;

    By2(T[] series, int width, T forgetting) {
        this.series = series;
        this.width = width;
        this.forgetting = forgetting;
    }

    /**
     * Chooses the instrument of two values. Null, which no annotated caller can pass, gives an instrument that forgets.
     *
     * @param first the first label's value
     * @param second the second label's value
     * @return always the same instrument for the same values
     */
    public T of(@Nullable A first, @Nullable B second) {
        return first == null || second == null ? forgetting : series[first.ordinal() * width + second.ordinal()];
    }

    /**
     * A family that has got two enumerated labels.
     *
     * @param <A> the first label's values
     * @param <B> the second label's values
     * @param <I> the instrument
     */
    public static final class Builder<A extends Enum<A>, B extends Enum<B>, I> {
        private final FamilyBuilder<I, ?> family;
        private final Axis first;
        private final Axis second;

        Builder(FamilyBuilder<I, ?> family, Axis first, String label, Class<B> values) {
            this.family = family;
            this.first = first;
            this.second = Axis.of(family.name(), label, values);
        }

        /**
         * Adds a third and last label with one value per constant of an enum.
         *
         * @param <C> the label's values
         * @param label its name, as in {@code "reason"}: letters, digits and {@code _}
         * @param values the enum
         * @return the declaration, with this label
         * @throws MetricDeclarationException when the enum has no constants, or two with the same {@link LabelValue}
         */
        public <C extends Enum<C>> By3.Builder<A, B, C, I> by(String label, Class<C> values) {
            return new By3.Builder<>(family, first, second, label, values);
        }

        /**
         * Creates the instruments of all pairs of values, or gets them when they are there.
         *
         * @return the instruments, one for each pair
         * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
         */
        public By2<A, B, I> create() {
            Declaration declaration = family.declaration(null, first.label(), second.label());
            I[] series = Axis.array(family.instrument(), first.size() * second.size());
            for (int i = 0; i < series.length; i++) {
                Labels labels = second.add(first.add(family.fixed(), i / second.size()), i % second.size());
                series[i] = family.series(declaration, labels);
            }
            return new By2<>(series, second.size(), Noop.of(family.instrument()));
        }
    }
}
