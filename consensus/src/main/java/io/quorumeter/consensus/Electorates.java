package io.quorumeter.consensus;

/**
 * Which validator set each view has: the sets that were announced, those to come included, newest first. A view belongs to the newest set
 * that begins at or below it, so the last views of an epoch stay with its set when the next one has begun. The last {@value #KEPT} sets
 * are kept. Changed by one thread at a time, read by any.
 */
final class Electorates {
    static final int KEPT = 16;

    private volatile Electorate[] newestFirst;

    Electorates(Protocol protocol) {
        newestFirst = new Electorate[] {Electorate.of(protocol)};
    }

    /** Adds a set, or keeps one that is known; the others announced before for the same view or a later one are void. */
    void announce(ValidatorSetChange change) {
        Electorate[] before = newestFirst;
        int from = 0;
        while (from < before.length && before[from].firstView() >= change.firstView() && !before[from].is(change)) {
            from++;
        }
        boolean known = from < before.length && before[from].is(change);
        int kept = known ? before.length - from : Math.min(KEPT - 1, before.length - from);
        Electorate[] after = new Electorate[known ? kept : kept + 1];
        after[0] = known ? before[from] : Electorate.of(change);
        System.arraycopy(before, from, after, after.length - kept, kept);
        newestFirst = after;
    }

    /** The set of a view; the oldest that is kept for views before all. */
    Electorate of(long view) {
        Electorate[] all = newestFirst;
        int last = all.length - 1;
        for (int i = 0; i < last; i++) {
            if (view >= all[i].firstView()) {
                return all[i];
            }
        }
        return all[last];
    }
}
