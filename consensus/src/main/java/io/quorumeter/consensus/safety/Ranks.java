package io.quorumeter.consensus.safety;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The views of certificates that messages name below their own. A host whose protocol does not sign them gives −1; one that gives 0 instead
 * names genesis, by which every validator would seem to break its lock. So what is found by a 0 waits until the host has named a later
 * view in a fact of the same kind, before or after. Safe from any thread.
 */
final class Ranks {
    /** The facts that name a view. */
    enum Kind {
        VOTE,
        VOTE2,
        OWN_VOTE,
        CLAIM
    }

    /** So much is kept of each kind; the rest is not found. */
    private static final int MOST = 64;

    /** So many findings by a 0 are no accident. */
    private static final int HABIT = 8;

    private final Rules rules;
    private final Waiting[] waiting = new Waiting[Kind.values().length];

    Ranks(Rules rules) {
        this.rules = rules;
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = new Waiting();
        }
    }

    /** The host named a view in such a fact of a view. */
    void named(Kind kind, long view, long rank) {
        if (rank > 0 && rank <= view && !isNamed(kind)) {
            waiting[kind.ordinal()].isNamed = true;
            waiting[kind.ordinal()].release();
        }
    }

    /** Whether the host ever named a view after genesis in such a fact. */
    boolean isNamed(Kind kind) {
        return waiting[kind.ordinal()].isNamed;
    }

    /** Does what follows from such a fact with this view, at once or when a 0 is known to be meant. */
    void judge(Kind kind, long rank, Runnable finding) {
        if (rank != 0 || isNamed(kind)) {
            finding.run();
        } else {
            waiting[kind.ordinal()].add(finding);
        }
    }

    private final class Waiting {
        private final Queue<Runnable> findings = new ConcurrentLinkedQueue<>();
        private final AtomicInteger added = new AtomicInteger();
        private volatile boolean isNamed;

        void add(Runnable finding) {
            int number = added.incrementAndGet();
            if (number == HABIT) {
                rules.untold(Untold.RANKS);
            }
            if (number <= MOST) {
                findings.add(finding);
            }
            if (isNamed) {
                release();
            }
        }

        void release() {
            for (Runnable finding = findings.poll(); finding != null; finding = findings.poll()) {
                finding.run();
            }
        }
    }
}
