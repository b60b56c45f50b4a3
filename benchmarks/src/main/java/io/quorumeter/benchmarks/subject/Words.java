package io.quorumeter.benchmarks.subject;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The label values that each thread gives with its calls: four of one label, two of another, in turn. */
@State(Scope.Thread)
public class Words {
    private static final String[] PEERS = {"replica-0", "replica-1", "replica-2", "replica-3"};
    private static final String[] RESULTS = {"accepted", "refused"};

    private int next;

    /** {@return the next peer's name; moves on} */
    public String peer() {
        return PEERS[next++ & 3];
    }

    /** {@return a result} */
    public String result() {
        return RESULTS[next >>> 2 & 1];
    }
}
