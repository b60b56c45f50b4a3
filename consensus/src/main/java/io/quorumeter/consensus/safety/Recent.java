package io.quorumeter.consensus.safety;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was seen in each of the last views, up to {@value #WAYS} different things a view. A view's place goes to a later view that shares it,
 * and never back. Lock-free; safe from any thread.
 */
final class Recent<T> {
    static final int WAYS = 2;

    private final AtomicReferenceArray<@Nullable T> places;
    private final int mask;
    private final ToLongFunction<T> view;
    private final BiPredicate<T, T> same;

    /** {@code window} is a power of two; {@code same} compares things of one view. */
    Recent(int window, ToLongFunction<T> view, BiPredicate<T, T> same) {
        this.places = new AtomicReferenceArray<>(window * WAYS);
        this.mask = window - 1;
        this.view = view;
        this.same = same;
    }

    /** Whether it is news. What is older than what stands in its place is not kept. */
    boolean add(T thing) {
        long at = view.applyAsLong(thing);
        int place = place(at);
        for (int i = place; i < place + WAYS; i++) {
            T known = places.get(i);
            while (known == null || view.applyAsLong(known) < at) {
                if (places.compareAndSet(i, known, thing)) {
                    return true;
                }
                known = places.get(i);
            }
            if (view.applyAsLong(known) == at && same.test(known, thing)) {
                return false;
            }
        }
        return true;
    }

    /** The first thing of a view, null when none is remembered. */
    @Nullable
    T find(long at) {
        return find(at, (known, any) -> true, this);
    }

    /**
     * The first thing of a view that fulfils the condition, null when none does or it is not remembered. The condition gets the context, so
     * that it needs no object of its own.
     */
    <C> @Nullable T find(long at, BiPredicate<T, C> condition, C context) {
        int place = place(at);
        for (int i = place; i < place + WAYS; i++) {
            T known = places.get(i);
            if (known != null && view.applyAsLong(known) == at && condition.test(known, context)) {
                return known;
            }
        }
        return null;
    }

    /** All things of a view that are remembered. */
    void each(long at, Consumer<T> consumer) {
        int place = place(at);
        for (int i = place; i < place + WAYS; i++) {
            T known = places.get(i);
            if (known != null && view.applyAsLong(known) == at) {
                consumer.accept(known);
            }
        }
    }

    private int place(long at) {
        return (int) (at & mask) * WAYS;
    }
}
