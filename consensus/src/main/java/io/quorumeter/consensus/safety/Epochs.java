package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ValidatorSetChange;

/**
 * The validator sets of the views that are remembered, newest first, each with the table of its members' acts. A view belongs to the
 * newest set that begins at or below it, so acts of an epoch's last views are judged by its own set also after the next one began. Sets
 * share a table as long as it has room. Changed by one thread at a time, read by any.
 */
final class Epochs {
    private static final int KEPT = 4;

    /** One set and the acts of its members. */
    record Epoch(Members members, ActTable acts) {}

    private final int window;
    private final boolean votesBind;
    private volatile Epoch[] newestFirst;

    Epochs(Protocol protocol, int window, boolean votesBind) {
        this.window = window;
        this.votesBind = votesBind;
        Members members = Members.of(protocol);
        newestFirst = new Epoch[] {new Epoch(members, new ActTable(window, members.size(), votesBind))};
    }

    /** Adds a set; those announced before for the same view or a later one are void. */
    void add(ValidatorSetChange change) {
        Members members = Members.of(change);
        Epoch[] before = newestFirst;
        int from = 0;
        while (from < before.length && before[from].members.firstView() >= members.firstView()) {
            from++;
        }
        int kept = Math.min(KEPT - 1, before.length - from);
        Epoch[] after = new Epoch[kept + 1];
        System.arraycopy(before, from, after, 1, kept);
        ActTable shared = before[Math.min(from, before.length - 1)].acts;
        boolean fits = members.size() <= shared.validators();
        after[0] = new Epoch(members, fits ? shared : new ActTable(window, members.size(), votesBind));
        newestFirst = after;
    }

    /** The set of a view; the oldest that is kept for views before all. */
    Epoch of(long view) {
        Epoch[] all = newestFirst;
        for (int i = 0; i < all.length - 1; i++) {
            if (view >= all[i].members.firstView()) {
                return all[i];
            }
        }
        return all[all.length - 1];
    }

    /** Checks carried out by all tables. */
    long checks() {
        Epoch[] all = newestFirst;
        long sum = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i].acts != all[i - 1].acts) {
                sum += all[i].acts.checks();
            }
        }
        return sum;
    }
}
