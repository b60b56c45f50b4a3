package io.quorumeter.consensus.safety;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was seen in each of the last views, up to {@value #WAYS} different things a view. A view's place goes to a later view that shares
 * it, and never back. Safe from any thread, without a lock.
 *
 * <p>The view of each place stands beside it as a number, since a thing of long ago is in no cache any more. Who takes a place marks its
 * number until the thing stands there. Others wait for that, some nanoseconds; when it takes long because that thread was suspended, they
 * go by. So of two threads that add first and look then, at least one finds what the other added.
 */
final class Recent<T> {
    static final int WAYS = 2;

    private static final long EMPTY = Long.MIN_VALUE + 1;
    private static final long TAKEN = Long.MIN_VALUE;
    private static final int SPINS = 512;

    private final AtomicReferenceArray<@Nullable T> places;
    private final AtomicLongArray views;
    private final int mask;
    private final ToLongFunction<T> view;
    private final BiPredicate<T, T> same;

    /** {@code window} is a power of two; {@code same} compares things of one view. */
    Recent(int window, ToLongFunction<T> view, BiPredicate<T, T> same) {
        this.places = new AtomicReferenceArray<>(window * WAYS);
        long[] empty = new long[window * WAYS];
        Arrays.fill(empty, EMPTY);
        this.views = new AtomicLongArray(empty);
        this.mask = window - 1;
        this.view = view;
        this.same = same;
    }

    /** Whether it is news. What is older than what stands in its place is not kept. */
    boolean add(T thing) {
        long at = view.applyAsLong(thing);
        int place = place(at);
        for (int i = place; i < place + WAYS; i++) {
            long known = viewAt(i);
            while (known < at && known != TAKEN) {
                if (views.compareAndSet(i, known, TAKEN)) {
                    places.setRelease(i, thing);
                    views.setRelease(i, at);
                    return true;
                }
                known = viewAt(i);
            }
            T held = known == at ? places.get(i) : null;
            if (held != null && same.test(held, thing)) {
                return false;
            }
        }
        return true;
    }

    private long viewAt(int place) {
        long at = views.get(place);
        for (int spin = 0; at == TAKEN && spin < SPINS; spin++) {
            Thread.onSpinWait();
            at = views.get(place);
        }
        return at;
    }

    /** What stands in a place, null when it is of another view. */
    private @Nullable T of(long at, int place) {
        T known = viewAt(place) == at ? places.get(place) : null;
        return known != null && view.applyAsLong(known) == at ? known : null;
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
            T known = of(at, i);
            if (known != null && condition.test(known, context)) {
                return known;
            }
        }
        return null;
    }

    /** All things of a view that are remembered. */
    void each(long at, Consumer<T> consumer) {
        int place = place(at);
        for (int i = place; i < place + WAYS; i++) {
            T known = of(at, i);
            if (known != null) {
                consumer.accept(known);
            }
        }
    }

    private int place(long at) {
        return (int) (at & mask) * WAYS;
    }
}
