package io.quorumeter.testkit.metrics;

import java.util.Set;
import java.util.TreeSet;

/**
 * What was wrong in a network, and what its safety monitors made of it. Immutable.
 *
 * @param scenario what was to go wrong, in words
 * @param faulty the replicas with a fault
 * @param acted those of them whose fault made a difference, by the count of the testkit itself
 * @param found the replicas that were found out: accused by what the correct replicas saw together, or by their own monitor
 */
public record Verdict(String scenario, Set<Integer> faulty, Set<Integer> acted, Set<Integer> found) {
    /** Nothing was to go wrong, and nothing was looked for. */
    public static final Verdict NONE = new Verdict("all replicas are correct", Set.of(), Set.of(), Set.of());

    /**
     * Copies the sets.
     *
     * @param scenario what was to go wrong, in words
     * @param faulty the indices of the replicas with a fault
     * @param acted the faulty replicas whose fault made a difference
     * @param found the replicas that were accused
     */
    public Verdict {
        faulty = Set.copyOf(faulty);
        acted = Set.copyOf(acted);
        found = Set.copyOf(found);
    }

    /**
     * Those that were found out though they are correct.
     *
     * @return replicas; empty when all is well
     */
    public Set<Integer> falseAlarms() {
        return less(found, faulty);
    }

    /**
     * Those whose fault made a difference and that were not found out. A rule left out must be; what a Byzantine replica does may leave no
     * proof, such as silence.
     *
     * @return replicas
     */
    public Set<Integer> missed() {
        return less(acted, found);
    }

    private static Set<Integer> less(Set<Integer> all, Set<Integer> without) {
        Set<Integer> left = new TreeSet<>(all);
        left.removeAll(without);
        return left;
    }
}
