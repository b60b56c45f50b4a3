package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instruments of one family with one series per validator or peer and enum constant, in one flat array. An index that nobody has goes to
 * the series {@code other}. Safe from any thread.
 *
 * @param <B> the second label's values
 * @param <T> the instrument
 */
public final class IndexedBy<B extends Enum<B>, T> {
    private final T[] series;
    private final int width;
    /** The row of those that have none of their own: the last. */
    private final int other;

    private final T forgetting;

    IndexedBy(T[] series, int width, T forgetting) {
        this.series = series;
        this.width = width;
        this.other = series.length / width - 1;
        this.forgetting = forgetting;
    }

    /**
     * Chooses the instrument of a validator or peer and a value.
     *
     * @param index the validator, 0 … n-1, or the slot of a peer; any other index gives the instrument of {@code other} with this value
     * @param value the enumerated label's value; null, which no annotated caller can pass, gives an instrument that forgets
     * @return always the same instrument for the same validator and value, or as long as the same peer has the slot
     */
    public T at(int index, @Nullable B value) {
        if (value == null) {
            return forgetting;
        }
        int row = index >= 0 && index < other ? index : other;
        return series[row * width + value.ordinal()];
    }

    /**
     * A family that has got a label with one value per validator or peer, and an enumerated one.
     *
     * @param <B> the enumerated label's values
     * @param <I> the instrument
     */
    public static final class Builder<B extends Enum<B>, I> {
        private final FamilyBuilder<I, ?> family;
        private final String label;
        private final Members members;
        private final Axis second;

        Builder(FamilyBuilder<I, ?> family, String label, Members members, String second, Class<B> values) {
            this.family = family;
            this.label = label;
            this.members = members;
            this.second = Axis.of(family.name(), second, values);
        }

        /**
         * Creates the instruments of all validators or peers and {@code other} with all values, or gets them when they are there.
         *
         * @return the instruments, one for each validator or slot and value, and for all others and each value
         * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
         */
        public IndexedBy<B, I> create() {
            I[] series = Axis.array(family.instrument(), (members.size() + 1) * second.size());
            put(series, members.size(), Members.OTHER, members.scope());
            for (int i = 0; i < members.size() * second.size(); i++) {
                series[i] = series[members.size() * second.size() + i % second.size()];
            }
            members.tell((index, name, scope) -> put(series, index, name, scope));
            return new IndexedBy<>(series, second.size(), Noop.of(family.instrument()));
        }

        private void put(I[] series, int row, String name, @Nullable Scope scope) {
            Declaration declaration = family.declaration(scope, List.of(label), second.label());
            Labels labels = family.fixed().with(label, name);
            for (int value = 0; value < second.size(); value++) {
                series[row * second.size() + value] = family.series(declaration, second.add(labels, value));
            }
        }
    }
}
