package io.quorumeter;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Instruments of one family with one series per validator or peer, chosen by its index. An index outside the set chooses the
 * series {@code other}, so that an index claimed by a peer costs at most one series and never throws. Safe from any thread.
 *
 * @param <T> the instrument, or the instruments by a second label
 */
public final class Indexed<T> {
    private final Object[] series;
    private final T other;

    private Indexed(Object[] series, T other) {
        this.series = series;
        this.other = other;
    }

    static <T> Indexed<T> of(Declaration.Site site, String label, Function<Declaration.Site, T> shape) {
        Members members = requireNonNull(site.members());
        T other = shape.apply(site.within(members.scope()).with(label, Members.OTHER));
        Object[] series = new Object[members.size()];
        Arrays.fill(series, other);
        members.follow((index, name, scope) ->
                series[index] = shape.apply(site.within(scope).with(label, name)));
        return new Indexed<>(series, other);
    }

    /**
     * Returns the instrument of a validator or peer.
     *
     * @param index a validator's, 0 … {@link #size()}-1, or the slot of a peer; any other index returns the instrument of {@code other}
     * @return always the same instrument for the same validator, or as long as the same peer has the slot
     */
    @SuppressWarnings("unchecked") // made of such instruments
    public T at(int index) {
        return index >= 0 && index < series.length ? (T) series[index] : other;
    }

    /** {@return how many validators or peers have a series of their own, at most} */
    public int size() {
        return series.length;
    }
}
