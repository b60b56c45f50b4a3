package io.quorumeter;

import io.quorumeter.spi.InstrumentProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which one of an enum's states something is in: a replica following, leading, syncing or recovering. The exposition shows one series
 * for each state, 1 for the one and 0 for the others, and in every snapshot exactly one is 1.
 *
 * <pre>{@code
 * StateSet<Mode> mode = metrics.stateSet("replica_mode", Mode.class).help("What the replica is doing").create();
 * mode.set(Mode.SYNCING);                     // replica_mode{replica_mode="syncing"} 1
 * }</pre>
 *
 * <p>The state is one word; the last write wins. Setting it never throws, blocks, locks or allocates. Safe from any thread.
 *
 * @param <E> the states
 */
public final class StateSet<E extends Enum<E>> {
    private final InstrumentProvider.State state;
    private final E[] constants;

    StateSet(InstrumentProvider.State state, E[] constants) {
        this.state = state;
        this.constants = constants;
    }

    /**
     * Replaces the state.
     *
     * @param now what it is in; null, which no annotated caller can pass, changes nothing
     */
    public void set(@Nullable E now) {
        if (now != null) {
            state.set(now.ordinal());
        }
    }

    /** {@return the state last set; the enum's first constant before that, and always on a collector that keeps nothing} */
    public E get() {
        return constants[state.get()];
    }
}
