package io.quorumeter;

import io.quorumeter.spi.Scope;
import org.jspecify.annotations.Nullable;

/** Who has an index, and by which name: what {@link Indexed} has series for. */
interface Members {
    /** The label value of all that have no series of their own. */
    String OTHER = "other";

    /** How many indices there are. */
    int size();

    /** What the series {@code other} lives as long as; null for as long as the collector. */
    @Nullable
    Scope scope();

    /** Fills a row of instruments with those of each index, now and whenever somebody else gets the index. */
    void follow(Row row);

    /** Instruments by index. */
    interface Row {
        /** Puts a member at this index, with series that live as long as the scope. */
        void put(int index, String name, Scope scope);
    }

    /** The members of an epoch. */
    static Members of(ValidatorSet validators) {
        return new Members() {
            @Override
            public int size() {
                return validators.size();
            }

            @Override
            public Scope scope() {
                return validators;
            }

            @Override
            public void follow(Row row) {
                for (int i = 0; i < validators.size(); i++) {
                    row.put(i, validators.name(i), validators);
                }
            }
        };
    }

    /** The peers that are connected. */
    static Members of(PeerSet peers) {
        return new Members() {
            @Override
            public int size() {
                return peers.size();
            }

            @Override
            public @Nullable Scope scope() {
                return null;
            }

            @Override
            public void follow(Row row) {
                peers.follow(row);
            }
        };
    }
}
