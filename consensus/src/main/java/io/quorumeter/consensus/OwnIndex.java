package io.quorumeter.consensus;

import org.jspecify.annotations.Nullable;

/** Which validator this replica is, by view: a set that is announced counts from its first view on. */
final class OwnIndex {
    private int index;
    private @Nullable ValidatorSetChange announced;

    OwnIndex(int index) {
        this.index = index;
    }

    void announce(ValidatorSetChange change) {
        announced = change;
    }

    /** The index in this view and all later ones until the next announcement; −1 for none. */
    int inView(long view) {
        ValidatorSetChange change = announced;
        if (change != null && view >= change.firstView()) {
            index = change.ownIndex();
            announced = null;
        }
        return index;
    }
}
