package io.quorumeter.consensus;

/**
 * Which validator set each view has: the sets that were announced, those to come included, newest first. A view belongs to the newest set
 * that begins at or below it, so the last views of an epoch stay with its set when the next one has begun. Up to {@value
 * ValidatorSetChange#MOST_AHEAD} sets to come are known, and of all sets the last {@value #KEPT}, so never without the present one. Changed
 * by one thread at a time, read by any.
 */
final class ValidatorSchedule {
    static final int KEPT = 2 * ValidatorSetChange.MOST_AHEAD;

    private volatile ValidatorSetChange[] newestFirst;

    ValidatorSchedule(Protocol protocol) {
        newestFirst = new ValidatorSetChange[] {new ValidatorSetChange(0, 0, protocol.validators())};
    }

    /**
     * Adds a set, or keeps one that is known; the others announced before for the same view or a later one are void. One that comes after
     * as many as may be known ahead of the present view is not added.
     */
    void announce(ValidatorSetChange change, long view) {
        ValidatorSetChange[] before = newestFirst;
        int from = 0;
        while (from < before.length && before[from].firstView() >= change.firstView() && !before[from].equals(change)) {
            from++;
        }
        boolean known = from < before.length && before[from].equals(change);
        boolean added = !known && ahead(before, from, view) < ValidatorSetChange.MOST_AHEAD;
        int kept = Math.min(added ? KEPT - 1 : KEPT, before.length - from);
        ValidatorSetChange[] after = new ValidatorSetChange[added ? kept + 1 : kept];
        System.arraycopy(before, from, after, after.length - kept, kept);
        if (added) {
            after[0] = change;
        }
        newestFirst = after;
    }

    private static int ahead(ValidatorSetChange[] all, int from, long view) {
        int ahead = from;
        while (ahead < all.length && all[ahead].firstView() > view) {
            ahead++;
        }
        return ahead - from;
    }

    /** The set of a view; the oldest that is kept for views before all. */
    ValidatorSetChange of(long view) {
        ValidatorSetChange[] all = newestFirst;
        int last = all.length - 1;
        for (int i = 0; i < last; i++) {
            if (view >= all[i].firstView()) {
                return all[i];
            }
        }
        return all[last];
    }
}
