package io.quorumeter.core;

import io.quorumeter.spi.InstrumentProvider;

/**
 * The state of a state set, one word, shown as one series for each value.
 *
 * <p>A snapshot reads the series one after another while the state may change. So whoever reads the first takes the word, and the others
 * show what was taken, and exactly one of them is 1: a family's series are read in the order in which they were made, by one snapshot at a
 * time, and a state's series are made the first one first and end together.
 */
final class LiveState implements InstrumentProvider.State {
    private volatile int state;
    private volatile int shown;

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
