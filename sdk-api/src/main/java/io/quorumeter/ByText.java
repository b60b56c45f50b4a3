package io.quorumeter;

import io.quorumeter.spi.ClosableScope;
import io.quorumeter.spi.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Instruments of one family that differ in one label with any text as its value, such as a name that a peer chose. The first
 * {@value #LIMIT} texts have a series each; texts beyond them share the series {@code other} until {@link #end} makes room. Safe
 * from any thread. Returning the instrument of a known text is one look-up and allocates nothing; keep the instrument where speed matters.
 *
 * @param <T> the instrument
 */
public final class ByText<T> {
    /** How many texts have a series of their own at a time. */
    public static final int LIMIT = 1_000;

    private final BiFunction<String, @Nullable Scope, T> fresh;
    private final Map<String, Entry<T>> known = new ConcurrentHashMap<>();
    private final T other;

    private record Entry<T>(T instrument, ClosableScope scope) {}

    ByText(BiFunction<String, @Nullable Scope, T> fresh) {
        this.fresh = fresh;
        this.other = fresh.apply(Members.OTHER, null);
    }

    /**
     * Returns the instrument of a text.
     *
     * @param text the label's value, kept as {@link Labels} keep a value; null is the empty one
     * @return the same instrument until the text is ended; that of {@code other} when all places are taken
     */
    public T of(String text) {
        Entry<T> entry = text == null ? null : known.get(text);
        return entry != null ? entry.instrument : begin(Labels.kept(text));
    }

    private synchronized T begin(String text) {
        Entry<T> entry = known.get(text);
        if (entry != null) {
            return entry.instrument;
        }
        if (known.size() >= LIMIT || text.equals(Members.OTHER)) {
            return other;
        }
        ClosableScope scope = new ClosableScope();
        T instrument;
        try {
            instrument = fresh.apply(text, scope);
        } catch (MetricDeclarationException taken) {
            return other;
        }
        known.put(text, new Entry<>(instrument, scope));
        return instrument;
    }

    /**
     * Ends the series of a text, which leaves every snapshot and frees its place. The next {@link #of} begins it again, at zero.
     *
     * @param text the label's value; one without a series is ignored
     */
    public synchronized void end(String text) {
        Entry<T> entry = known.remove(Labels.kept(text));
        if (entry != null) {
            entry.scope.close();
        }
    }
}
