package io.quorumeter.testkit.simulation;

import io.quorumeter.consensus.safety.Evidence;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** What can be asserted of a {@link NetworkObserver}. A message lists the evidence that there is. */
public final class NetworkObserverAssert extends AbstractAssert<NetworkObserverAssert, NetworkObserver> {
    private final SortedSet<Integer> expected = new TreeSet<>();

    NetworkObserverAssert(NetworkObserver observer) {
        super(observer, NetworkObserverAssert.class);
    }

    /**
     * Something is held against each of these replicas that only a faulty one does.
     *
     * @param replicas their indices
     * @return this
     */
    public NetworkObserverAssert accuses(int... replicas) {
        for (int replica : replicas) {
            expected.add(replica);
            if (!actual.accused().contains(replica)) {
                failWithMessage(
                        "Expected replica %d to be accused, but accused are %s:%n%s",
                        replica, actual.accused(), evidence());
            }
        }
        return this;
    }

    /**
     * Nobody is accused but those of the {@link #accuses} before.
     *
     * @return this
     */
    public NetworkObserverAssert accusesNoOther() {
        SortedSet<Integer> others = new TreeSet<>(actual.accused());
        others.removeAll(expected);
        if (!others.isEmpty()) {
            failWithMessage("Expected nobody but %s to be accused, but so are %s:%n%s", expected, others, evidence());
        }
        return this;
    }

    /**
     * Nobody is accused.
     *
     * @return this
     */
    public NetworkObserverAssert accusesNobody() {
        expected.clear();
        return accusesNoOther();
    }

    /**
     * Nothing was found that a correct network never does: see {@link NetworkObserver#isClean()}.
     *
     * @return this
     */
    public NetworkObserverAssert isClean() {
        if (!actual.isClean()) {
            failWithMessage("Expected nothing to be found, but there are %s", actual);
        }
        return this;
    }

    private String evidence() {
        return actual.safety().evidence().stream()
                .map(NetworkObserverAssert::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(Evidence evidence) {
        return "  " + evidence.type() + " by " + evidence.validator() + " in view " + evidence.view() + ": "
                + evidence.facts();
    }
}
