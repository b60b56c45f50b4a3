package io.quorumeter.consensus.safety;

import org.jspecify.annotations.Nullable;

/**
 * An {@link ActTable} that takes no memory until it is asked for, and until then may turn out to be another one. Safe from any thread.
 */
final class LazyTable {
    private final Rules rules;
    private final int window;
    private final int room;
    private @Nullable LazyTable instead;
    private @Nullable ActTable made;

    /** Of so many views, with room for so many validators. */
    LazyTable(Rules rules, int window, int room) {
        this.rules = rules;
        this.window = window;
        this.room = room;
    }

    int window() {
        return window;
    }

    int room() {
        LazyTable other = shared();
        return other == this ? room : other.room;
    }

    /**
     * Has the members use the table of their predecessors, if it serves and nobody signed for their views. To be called when they have been
     * announced to those who judge: an act of their views that is accepted after the look at the horizon is judged by them, and one that
     * was accepted before it is seen there.
     */
    synchronized void share(LazyTable predecessors, Members members, Horizon horizon) {
        LazyTable other = predecessors.shared();
        long view = members.firstView();
        if (made == null
                && horizon.isAhead(view)
                && members.size() <= other.room
                && window == other.window
                && other.isBelow(view)) {
            instead = other;
        }
    }

    private synchronized boolean isBelow(long view) {
        return made == null || made.certified().isBelow(view);
    }

    private synchronized LazyTable shared() {
        return instead == null ? this : instead;
    }

    synchronized ActTable acts() {
        ActTable known = made;
        if (known == null) {
            known = instead == null ? new ActTable(window, room, rules.votesBind(), rules.keepsRefs()) : instead.acts();
            made = known;
        }
        return known;
    }

    /** The table, null before it is asked for. */
    synchronized @Nullable ActTable made() {
        return made;
    }
}
