package io.quorumeter.consensus.safety;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ExecutedBlock;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.Verification;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** A state that enough peers name against the own one is found, whatever comes at the same time; once. */
public final class StateRootsStress {
    private static final long HEIGHT = 5;
    private static final BlockId OWN = new BlockId(1, 2, 3, 4);
    private static final BlockId OTHER = new BlockId(5, 6, 7, 8);
    private static final BlockId THIRD = new BlockId(9, 10, 11, 12);

    private static final SafetyOptions OPTIONS = SafetyOptions.standard().window(16);
    private static final Protocol PROTOCOL = Protocol.basic().replicas(4).ownIndex(0);
    private static final MetricsCollector NONE = MetricsCollector.noop();
    private static final SafetyMetrics METRICS = new SafetyMetrics(NONE);
    private static final Rules RULES = new Rules(PROTOCOL, OPTIONS, NONE.events());
    private static final Epochs EPOCHS = new Epochs(PROTOCOL, RULES);
    private static final Horizon HORIZON = new Horizon(16);
    private static final Digests DIGESTS = new Digests(16);

    private StateRootsStress() {}

    /** A replica and its peers at one height. */
    private static final class Roots {
        private final Findings findings = new Findings(METRICS, NONE.events(), UnixClock.system(), null, "");
        private final StateRoots roots = new StateRoots(RULES, findings, EPOCHS, HORIZON, DIGESTS);

        void peer(int validator, BlockId root) {
            roots.named(HEIGHT, root, validator, Verification.VERIFIED, 0);
        }

        void own() {
            roots.executed(ExecutedBlock.of(HEIGHT, BlockId.NONE).root(OWN).at(0));
        }

        long found() {
            return findings.count(SafetyViolation.STATE_DIVERGENCE);
        }
    }

    /** The second of two peers names another state while the replica reaches its own. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "it goes by unseen, or counts twice")
    @State
    public static class Divergence {
        private final Roots roots = new Roots();

        /** With what the first peer names. */
        public Divergence() {
            roots.peer(1, OTHER);
        }

        /** The second peer. */
        @Actor
        public void peer() {
            roots.peer(2, OTHER);
        }

        /** The replica. */
        @Actor
        public void own() {
            roots.own();
        }

        /** Asks. */
        @Arbiter
        public void last(J_Result result) {
            result.r1 = roots.found();
        }
    }

    /** While two peers name one state, a third names a state that nobody else has. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "what the third says keeps out what the others say")
    @State
    public static class StrayRoot {
        private final Roots roots = new Roots();

        /** Two peers. */
        @Actor
        public void two() {
            roots.peer(1, OTHER);
            roots.peer(2, OTHER);
        }

        /** The third. */
        @Actor
        public void third() {
            roots.peer(3, THIRD);
        }

        /** The replica reaches its own. */
        @Arbiter
        public void last(J_Result result) {
            roots.own();
            result.r1 = roots.found();
        }
    }
}
