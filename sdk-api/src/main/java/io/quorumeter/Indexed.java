package io.quorumeter;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * Instruments of one family with one series per validator or peer, chosen by its index. An index that nobody has goes to the
 * series {@code other}, so that whatever a peer claims costs one series and no exception. Safe from any thread.
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
     * Chooses the instrument of a validator or peer.
     *
     * @param index a validator's, 0 … {@link #size()}-1, or the slot of a peer; any other index gives the instrument of {@code other}
     * @return always the same instrument for the same validator, or as long as the same peer has the slot
     */
    public T at(int index) {
        return index >= 0 && index < series.length ? series[index] : other;
    }

    /** {@return how many validators or peers have a series of their own, at most} */
    public int size() {
        return series.length;
    }

    /**
     * A family that has got a label with one value per validator or peer.
     *
     * @param <I> the instrument
     */
    public static final class Builder<I> {
        private final FamilyBuilder<I, ?> family;
        private final String label;
        private final Members members;

        Builder(FamilyBuilder<I, ?> family, String label, Members members) {
            this.family = family;
            this.label = label;
            this.members = members;
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
            return new IndexedBy.Builder<>(family, label, members, second, values);
        }

        /**
         * Creates the instruments of all validators or peers and {@code other}, or gets them when they are there.
         *
         * @return the instruments, one for each validator or slot and one for all others
         * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
         */
        public Indexed<I> create() {
            I other = family.series(
                    family.declaration(members.scope(), List.of(label)),
                    family.fixed().with(label, Members.OTHER));
            I[] series = Axis.array(family.instrument(), members.size());
            Arrays.fill(series, other);
            members.tell((index, name, scope) -> series[index] = family.series(
                    family.declaration(scope, List.of(label)), family.fixed().with(label, name)));
            return new Indexed<>(series, other);
        }

        /**
         * Instead of instruments: values of counters or gauges that are kept elsewhere and asked for at each snapshot, as {@link
         * GaugeBuilder#observe} says. There is no {@code other}.
         *
         * @param value given the index of a validator, or the slot of a peer
         * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
         */
        public void observe(IntToLongFunction value) {
            members.tell((index, name, scope) -> family.observed(
                    family.declaration(scope, List.of(label)),
                    family.fixed().with(label, name),
                    () -> value.applyAsLong(index)));
        }

        /**
         * Instead of instruments: values computed from what is kept elsewhere, once for each snapshot, as {@link GaugeBuilder#derive} says. There
         * is no {@code other}.
         *
         * @param value given the index of a validator, or the slot of a peer; fast, and waits for nothing
         * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
         */
        public void derive(IntToDoubleFunction value) {
            members.tell((index, name, scope) -> family.derived(
                    family.declaration(scope, List.of(label)),
                    family.fixed().with(label, name),
                    () -> value.applyAsDouble(index)));
        }
    }
}
