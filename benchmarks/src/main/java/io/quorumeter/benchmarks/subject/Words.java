package io.quorumeter.benchmarks.subject;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The values of a label that each thread gives with its calls: four, in turn. */
@State(Scope.Thread)
public class Words {
    private static final String[] PEERS = {"replica-0", "replica-1", "replica-2", "replica-3"};

    private int next;

    /** {@return the next peer's name; moves on} */
    public String peer() {
        return PEERS[next++ & 3];
    }
}
