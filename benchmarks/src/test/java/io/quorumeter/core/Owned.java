package io.quorumeter.core;

import io.quorumeter.Bounds;

/** Cells whose owners are others than the threads of a test. */
final class Owned {
    static final Rejections NONE = Rejections.untaken();

    static final Thread ALIVE = live();
    static final Thread ALIVE_TOO = live();

    private static final Thread ENDED = new Thread(() -> {});

    private Owned() {}

    static LiveHistogram histogram() {
        return new LiveHistogram(NONE, Bounds.of(1), MemoryAccount.unlimited().share());
    }

    /** Both places taken, by a thread that goes on. */
    static <C extends Owners> C byOthers(C cell) {
        cell.becomeFirst(ALIVE);
        cell.becomeSecond(ALIVE);
        return cell;
    }

    /** One place taken by a thread that goes on, the other by one that does not run any more. */
    static <C extends Owners> C byOneThatEnded(C cell) {
        cell.becomeFirst(ENDED);
        cell.becomeSecond(ALIVE);
        return cell;
    }

    private static Thread live() {
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        java.util.concurrent.locks.LockSupport.park();
                    }
                },
                "owner");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
