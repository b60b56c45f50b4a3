package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ValidatorSetChange;

/**
 * The validator sets of the views that are remembered, newest first, each with the table of its members' acts. A view belongs to the
 * newest set that begins at or below it, so acts of an epoch's last views are judged by its own set also after the next one began. Sets
 * share a table as long as it has room and holds nothing of the later one's views; it is dropped when all of its views are forgotten. Changed by one thread at a time, read by any.
 */
final class Epochs {
    private static final int KEPT = 4;

    /** One set, the acts of its members, and its first view and that of the next set. The size stands here to be near. */
    static final class Epoch {
        private final Members members;
        private final ActTable acts;
        private final long firstView;
        private final long end;
        private final int size;

        private Epoch(Members members, ActTable acts, long end) {
            this.members = members;
            this.acts = acts;
            this.firstView = members.firstView();
            this.end = end;
            this.size = members.size();
        }

        Members members() {
            return members;
        }

        ActTable acts() {
            return acts;
        }

        long end() {
            return end;
        }

        boolean contains(int validator) {
            return validator >= 0 && validator < size;
        }

        private Epoch until(long view) {
            return new Epoch(members, acts, view);
        }
    }

    private final Rules rules;
    private volatile Epoch[] newestFirst;
    private volatile Epoch newest;

    Epochs(Protocol protocol, Rules rules) {
        this.rules = rules;
        Members members = Members.of(protocol);
        newest = new Epoch(members, table(members.size(), members.size()), Long.MAX_VALUE);
        newestFirst = new Epoch[] {newest};
    }

    /**
     * Adds a set; those announced before for the same view or a later one are void, and those of views below {@code lowest} forgotten. What
     * was judged by another set before this one was told of stays with that set, so that nobody answers for a predecessor.
     */
    void add(ValidatorSetChange change, long lowest) {
        Members members = Members.of(change);
        Epoch[] before = newestFirst;
        int from = 0;
        while (from < before.length && before[from].members.firstView() >= members.firstView()) {
            from++;
        }
        int to = from;
        while (to < before.length && to - from < KEPT - 1 && Math.min(before[to].end, members.firstView()) > lowest) {
            to++;
        }
        Epoch[] after = new Epoch[to - from + 1];
        System.arraycopy(before, from, after, 1, to - from);
        if (to > from) {
            after[1] = after[1].until(members.firstView());
        }
        ActTable last = before[Math.min(from, before.length - 1)].acts;
        after[0] = new Epoch(members, fits(last, members) ? last : tableAfter(last, members.size()), Long.MAX_VALUE);
        newestFirst = after;
        newest = after[0];
    }

    private boolean fits(ActTable table, Members members) {
        return members.size() <= table.validators()
                && rules.window(members.size()) == table.window()
                && table.certified().isBelow(members.firstView());
    }

    /** With room for a set that goes on growing. */
    private ActTable tableAfter(ActTable last, int validators) {
        return table(validators, validators > last.validators() ? validators + validators / 8 : validators);
    }

    private ActTable table(int validators, int room) {
        return new ActTable(rules.window(validators), room, rules.votesBind(), rules.keepsRefs());
    }

    /** How many views all tables remember. */
    int window() {
        int least = Integer.MAX_VALUE;
        for (Epoch epoch : newestFirst) {
            least = Math.min(least, epoch.acts.window());
        }
        return least;
    }

    /** The set of a view; the oldest that is kept for views before all. */
    Epoch of(long view) {
        Epoch last = newest;
        return view >= last.firstView ? last : older(view);
    }

    private Epoch older(long view) {
        Epoch[] all = newestFirst;
        for (int i = 0; i < all.length - 1; i++) {
            if (view >= all[i].firstView) {
                return all[i];
            }
        }
        return all[all.length - 1];
    }

    Members membersOf(long view) {
        return of(view).members;
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
