package io.quorumeter;

import io.quorumeter.spi.Scope;
import org.jspecify.annotations.Nullable;

/** The members for which {@link Indexed} has series, each with its index and name. */
interface Members {
    /** The label value of all members that have no series of their own. */
    String OTHER = "other";

    /** Returns how many indices there are. */
    int size();

    /** Returns the scope of the series {@code other}; null when it lives as long as the collector. */
    @Nullable
    Scope scope();

    /** Fills a row with the instruments of each index, now and whenever another member gets the index. */
    void follow(Row row);

    /** Instruments by index. */
    interface Row {
        /** Puts a member at this index, with series that live as long as the scope. */
        void put(int index, String name, Scope scope);
    }

    /** Returns the members of an epoch. */
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

    /** Returns the peers that are connected. */
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
