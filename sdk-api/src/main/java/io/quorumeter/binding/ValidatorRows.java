package io.quorumeter.binding;

import io.quorumeter.ValidatorSet;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Series for each validator of a set, or, where a set has more than {@value #ALL_UP_TO} validators, for the {@value #WORST} worst.
 *
 * <p>The worst are the validators with the most trouble when {@link #show} was last called. Validators without trouble keep the place that
 * they have, and among validators without a place the lower index comes first. So only a validator in trouble takes a place from another,
 * and the first validators have series from the start. A validator that loses its place loses its series; one that gets a place begins
 * them with its present values. Safe from any thread; takes a lock, so not for the recording path.
 */
public final class ValidatorRows {
    /** The size of the largest set in which every validator has series. */
    public static final int ALL_UP_TO = 200;

    /** How many validators of a larger set have series. */
    public static final int WORST = 50;

    private final ValidatorSet names;
    private final int leftOut;
    private final int places;
    private final Row row;
    private final @Nullable ValidatorSet[] shown;

    /** Declares the series of one validator. */
    @FunctionalInterface
    public interface Row {
        /**
         * Declares the series of a validator.
         *
         * @param alone a set of this validator alone, by whose index 0 the series are declared; they end with it
         * @param validator its index in the whole set
         */
        void declare(ValidatorSet alone, int validator);
    }

    /**
     * Declares the series that are there from the start.
     *
     * @param names the whole set; all series end with it
     * @param leftOut a validator that has no series, such as this node among its peers; −1 for none
     * @param all whether every validator has series however large the set is
     * @param row declares the series of one validator
     */
    public ValidatorRows(ValidatorSet names, int leftOut, boolean all, Row row) {
        this.names = names;
        this.leftOut = leftOut;
        this.places = all || names.size() <= ALL_UP_TO ? names.size() : WORST;
        this.row = row;
        this.shown = new ValidatorSet[names.size()];
        give(worst(validator -> 0));
        names.onClose(this::end);
    }

    /**
     * Gives the places to the validators that are worst now; does nothing where every validator has series.
     *
     * @param trouble by index: 0 for a validator without trouble, and the greater the worse it is
     */
    public synchronized void show(IntToLongFunction trouble) {
        if (places < names.size() && !names.isClosed()) {
            give(worst(trouble));
        }
    }

    private List<Integer> worst(IntToLongFunction trouble) {
        long[] troubles = IntStream.range(0, shown.length).mapToLong(trouble).toArray();
        return IntStream.range(0, shown.length)
                .filter(validator -> validator != leftOut)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(validator -> -troubles[validator])
                        .thenComparing(validator -> shown[validator] == null))
                .limit(places)
                .toList();
    }

    private void give(List<Integer> worst) {
        BitSet placed = new BitSet(shown.length);
        worst.forEach(placed::set);
        for (int validator = 0; validator < shown.length; validator++) {
            ValidatorSet ending = shown[validator];
            if (ending != null && !placed.get(validator)) {
                shown[validator] = null;
                ending.close();
            }
        }
        for (int validator : worst) {
            if (shown[validator] == null) {
                ValidatorSet alone = ValidatorSet.of(List.of(names.name(validator)));
                shown[validator] = alone;
                row.declare(alone, validator);
            }
        }
    }

    private synchronized void end() {
        give(List.of());
    }
}
