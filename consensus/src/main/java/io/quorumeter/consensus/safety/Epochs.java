package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ValidatorSetChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The validator sets of the views that are remembered and of those to come, newest first, each with the table of its members' acts. A view
 * belongs to the newest set that begins at or below it, so acts of an epoch's last views are judged by its own set also after the next one
 * began. The views of a set that was forgotten, or refused as too many are announced ahead, belong to nobody. Sets share a table as long as
 * it has room and no act of the later one's views can be on its way; it is made when views of its own may be signed for. Changed by one
 * thread at a time, read by any.
 */
final class Epochs {
    /** One set, the acts of its members, and its first view and that of the next set. The size stands here to be near. */
    static final class Epoch {
        private final Members members;
        private final LazyTable table;
        private final long firstView;
        private final long end;
        private final int size;

        /** The table once it was asked for; a thread that does not see it yet asks again. */
        private @Nullable ActTable acts;

        private Epoch(Members members, LazyTable table, long firstView, long end) {
            this.members = members;
            this.table = table;
            this.firstView = firstView;
            this.end = end;
            this.size = members.size();
        }

        Members members() {
            return members;
        }

        ActTable acts() {
            ActTable known = acts;
            if (known == null) {
                known = table.acts();
                acts = known;
            }
            return known;
        }

        long end() {
            return end;
        }

        boolean contains(int validator) {
            return validator >= 0 && validator < size;
        }

        private Epoch until(long view) {
            return new Epoch(members, table, firstView, view);
        }

        private boolean isOfNobody() {
            return members == Members.NOBODY;
        }
    }

    private final Rules rules;
    private final LazyTable empty;
    private volatile Epoch[] newestFirst;
    private volatile Epoch newest;

    Epochs(Protocol protocol, Rules rules) {
        this.rules = rules;
        Members members = Members.of(new ValidatorSetChange(0, 0, protocol.validators()));
        empty = new LazyTable(rules, rules.window(), 0);
        newest = new Epoch(members, table(members.size(), members.size()), members.firstView(), Long.MAX_VALUE);
        newest.acts();
        newestFirst = new Epoch[] {newest, nobody(Long.MIN_VALUE)};
    }

    private Epoch nobody(long firstView) {
        return new Epoch(Members.NOBODY, empty, firstView, Long.MAX_VALUE);
    }

    /**
     * Adds a set, or keeps one that is known; the others announced before for the same view or a later one are void, and those of views
     * that the horizon left forgotten. What was judged by another set before this one was told of stays with that set, so that nobody
     * answers for a predecessor. Says whether the set is known now: not when {@value ValidatorSetChange#MOST_AHEAD} before it are still
     * ahead.
     */
    boolean add(ValidatorSetChange change, Horizon horizon) {
        Members members = Members.of(change);
        Epoch[] before = newestFirst;
        int from = 0;
        while (before[from].firstView >= members.firstView()
                && !before[from].members.isSame(members)
                && from < before.length - 1) {
            from++;
        }
        Epoch last = before[from];
        boolean isKnown = last.members.isSame(members);
        boolean isRefused = !isKnown && ahead(before, from, horizon) >= ValidatorSetChange.MOST_AHEAD;
        if (isKnown || (isRefused && last.isOfNobody())) {
            publish(last.until(Long.MAX_VALUE), before, from + 1, horizon.lowest());
        } else if (isRefused) {
            publish(nobody(members.firstView()), before, from, horizon.lowest());
        } else {
            LazyTable table = tableAfter(last.table, members.size());
            publish(new Epoch(members, table, members.firstView(), Long.MAX_VALUE), before, from, horizon.lowest());
            table.share(last.table, members, horizon);
        }
        prepare(horizon);
        return !isRefused;
    }

    private static int ahead(Epoch[] all, int from, Horizon horizon) {
        int ahead = 0;
        for (int i = from; i < all.length && all[i].firstView > horizon.highest(); i++) {
            ahead += all[i].isOfNobody() ? 0 : 1;
        }
        return ahead;
    }

    /** The first one, and of the older ones from an index on those that still have a view to judge. */
    private void publish(Epoch first, Epoch[] older, int from, long lowest) {
        List<Epoch> after = new ArrayList<>();
        after.add(first);
        long end = first.firstView;
        for (int i = from; i < older.length - 1 && end > lowest; i++) {
            after.add(older[i].until(end));
            end = older[i].firstView;
        }
        after.add(older[older.length - 1]);
        newestFirst = after.toArray(Epoch[]::new);
        newest = first;
    }

    /** Makes the tables of the sets whose views may be signed for now, so that no message has to wait for one. */
    void prepare(Horizon horizon) {
        long highest = horizon.highest();
        for (Epoch epoch : newestFirst) {
            if (epoch.firstView <= highest && !epoch.isOfNobody()) {
                epoch.acts();
            }
        }
    }

    /** With room for a set that goes on growing. */
    private LazyTable tableAfter(LazyTable last, int validators) {
        return table(validators, validators > last.room() ? validators + validators / 8 : validators);
    }

    private LazyTable table(int validators, int room) {
        return new LazyTable(rules, rules.window(validators), room);
    }

    /** How many views all tables remember. */
    int window() {
        int least = Integer.MAX_VALUE;
        for (Epoch epoch : newestFirst) {
            least = epoch.isOfNobody() ? least : Math.min(least, epoch.table.window());
        }
        return least;
    }

    /** The set of a view. */
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
        return tables().stream().mapToLong(ActTable::checks).sum();
    }

    /** Those that were made. */
    Set<ActTable> tables() {
        Set<ActTable> made = new LinkedHashSet<>();
        for (Epoch epoch : newestFirst) {
            ActTable table = epoch.table.made();
            if (table != null && !epoch.isOfNobody()) {
                made.add(table);
            }
        }
        return made;
    }
}
