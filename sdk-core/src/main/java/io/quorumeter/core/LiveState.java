package io.quorumeter.core;

import io.quorumeter.MetricDeclarationException;
import io.quorumeter.spi.InstrumentProvider;
import java.util.List;

/**
 * The state of a state set, one word, shown as one series for each value.
 *
 * <p>A snapshot reads the series one after another while the state may change. So whoever reads the first takes the word, and the others
 * show what was taken: series are read in the order of their declaration, by one thread at a time, and exactly one of them is 1.
 */
final class LiveState implements InstrumentProvider.State {
    private final List<String> states;
    private volatile int state;
    private volatile int shown;

    LiveState(List<String> states) {
        this.states = states;
    }

    /** Refuses the states of another enum. */
    void checkSame(String series, List<String> others) {
        if (!states.equals(others)) {
            throw new MetricDeclarationException("state set '" + series + "' exists with the states " + states
                    + ", not " + others + ": declare it with the same enum");
        }
    }

    @Override
    public void set(int index) {
        state = index;
    }

    @Override
    public int get() {
        return state;
    }

    /** The series of one value. */
    NumberCell cell(int index) {
        return (wholes, fractions, at) -> {
            if (index == 0) {
                shown = state;
            }
            wholes[at] = shown == index ? 1 : 0;
            return 0;
        };
    }
}
