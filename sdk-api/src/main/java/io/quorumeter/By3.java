package io.quorumeter;

import io.quorumeter.spi.Declaration;
import org.jspecify.annotations.Nullable;

/**
 * Instruments of one family that differ in three labels, whose values are enums' constants, in one flat array. Immutable and safe
 * from any thread.
 *
 * @param <A> the first label's values
 * @param <B> the second label's values
 * @param <C> the third label's values
 * @param <T> the instrument
 */
public final class By3<A extends Enum<A>, B extends Enum<B>, C extends Enum<C>, T> {
    private final T[] series;
    private final int width;
    private final int depth;
    private final T forgetting;

    By3(T[] series, int width, int depth, T forgetting) {
        this.series = series;
        this.width = width;
        this.depth = depth;
        this.forgetting = forgetting;
    }

    /**
     * Chooses the instrument of three values. Null, which no annotated caller can pass, gives an instrument that forgets.
     *
     * @param first the first label's value
     * @param second the second label's value
     * @param third the third label's value
     * @return always the same instrument for the same values
     */
    public T of(@Nullable A first, @Nullable B second, @Nullable C third) {
        return first == null || second == null || third == null
                ? forgetting
                : series[(first.ordinal() * width + second.ordinal()) * depth + third.ordinal()];
    }

    /**
     * A family that has got three enumerated labels.
     *
     * @param <A> the first label's values
     * @param <B> the second label's values
     * @param <C> the third label's values
     * @param <I> the instrument
     */
    public static final class Builder<A extends Enum<A>, B extends Enum<B>, C extends Enum<C>, I> {
        private final FamilyBuilder<I, ?> family;
        private final Axis first;
        private final Axis second;
        private final Axis third;

        Builder(FamilyBuilder<I, ?> family, Axis first, Axis second, String label, Class<C> values) {
            this.family = family;
            this.first = first;
            this.second = second;
            this.third = Axis.of(family.name(), label, values);
        }

        /**
         * Creates the instruments of all triples of values, or gets them when they are there.
         *
         * @return the instruments, one for each triple
         * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
         */
        public By3<A, B, C, I> create() {
            Declaration declaration = family.declaration(null, first.label(), second.label(), third.label());
            int plane = second.size() * third.size();
            I[] series = Axis.array(family.instrument(), first.size() * plane);
            for (int i = 0; i < series.length; i++) {
                Labels labels = first.add(family.fixed(), i / plane);
                labels = second.add(labels, i % plane / third.size());
                series[i] = family.series(declaration, third.add(labels, i % third.size()));
            }
            return new By3<>(series, second.size(), third.size(), Noop.of(family.instrument()));
        }
    }
}
