package io.quorumeter.examples.node.store;

import io.quorumeter.testkit.hotstuff2.SafetyState;

/**
 * How far a store has come, in numbers that only ever grow.
 *
 * @param version syncs
 * @param height the last committed block
 * @param view the view
 * @param lastVotedView the highest view of a first vote
 * @param vote2View the highest view of a second vote
 * @param lockView the view of the lock
 */
record Progress(long version, long height, long view, long lastVotedView, long vote2View, long lockView) {

    static final int NUMBERS = 6;
    static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0);

    static Progress of(long version, long height, SafetyState safety) {
        return new Progress(
                version,
                height,
                safety.view(),
                safety.lastVotedView(),
                safety.vote2View(),
                safety.lock().view());
    }

    static Progress of(long[] numbers) {
        return new Progress(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    long[] numbers() {
        return new long[] {version, height, view, lastVotedView, vote2View, lockView};
    }

    /** Returns whether this is as far as the other in everything. */
    boolean reaches(Progress other) {
        long[] own = numbers();
        long[] others = other.numbers();
        for (int i = 0; i < NUMBERS; i++) {
            if (own[i] < others[i]) {
                return false;
            }
        }
        return true;
    }
}
