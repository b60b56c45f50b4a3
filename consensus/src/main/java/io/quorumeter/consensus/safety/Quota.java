package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.SafetyViolation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Shares out room for evidence, so that whoever does much wrong keeps nobody else's out. Broken invariants have a quarter of the room, acts
 * of validators the rest. In it, the more pieces of one type against one validator there are, the emptier it has to be for another:
 * the first is taken while there is room at all, the second while it is half empty, the k-th while no more than 1/k of it is taken, and
 * after {@value #MOST_OF_ONE} there are no more. Safe from any thread.
 */
final class Quota {
    static final int MOST_OF_ONE = 16;

    /** Against whom, of what type. */
    private record Share(Finding type, String accused) {
        /** Written out, because what a record is given costs its first caller, the replica's thread, some thirty milliseconds. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Share share && share.type.equals(type) && share.accused.equals(accused);
        }

        @Override
        public int hashCode() {
            return 31 * type.hashCode() + accused.hashCode();
        }
    }

    private final Room violations;
    private final Room acts;

    /** For 2 pieces or more. */
    Quota(int limit) {
        int forViolations = Math.max(1, limit / 4);
        violations = new Room(forViolations);
        acts = new Room(limit - forViolations);
    }

    /** Who is accused, by what is the same over all validator sets as far as it is known; empty for nobody. */
    static String accused(Evidence evidence) {
        if (evidence.validator() < 0) {
            return "";
        }
        return evidence.key().isEmpty() ? evidence.epoch() + "#" + evidence.validator() : evidence.key();
    }

    /** Whether there is room for a piece, which then takes it. */
    boolean admit(Evidence evidence) {
        return room(evidence).admit(share(evidence));
    }

    /** A piece is there already, whether there was room or not. */
    void add(Evidence evidence) {
        room(evidence).add(share(evidence));
    }

    /** A piece that was admitted is not there after all. */
    void giveBack(Evidence evidence) {
        room(evidence).giveBack(share(evidence));
    }

    private Room room(Evidence evidence) {
        return evidence.type() instanceof SafetyViolation ? violations : acts;
    }

    private static Share share(Evidence evidence) {
        return new Share(evidence.type(), accused(evidence));
    }

    /** The room of one class. */
    private static final class Room {
        private final int size;
        private final AtomicInteger taken = new AtomicInteger();
        private final Map<Share, Integer> pieces = new ConcurrentHashMap<>();

        Room(int size) {
            this.size = size;
        }

        boolean admit(Share share) {
            int had = pieces.getOrDefault(share, 0);
            if (had >= MOST_OF_ONE || (long) taken.get() * (had + 1) >= size) {
                return false;
            }
            if (taken.incrementAndGet() > size) {
                taken.decrementAndGet();
                return false;
            }
            pieces.merge(share, 1, Integer::sum);
            return true;
        }

        void add(Share share) {
            taken.incrementAndGet();
            pieces.merge(share, 1, Integer::sum);
        }

        void giveBack(Share share) {
            taken.decrementAndGet();
            pieces.merge(share, -1, Integer::sum);
        }
    }
}
