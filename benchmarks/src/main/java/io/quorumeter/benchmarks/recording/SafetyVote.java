package io.quorumeter.benchmarks.recording;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import io.quorumeter.consensus.safety.SafetyMonitor;
import io.quorumeter.consensus.safety.SafetyOptions;
import io.quorumeter.core.Quorumeter;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the safety monitor takes to check one verified vote: views go by, in each of which every validator votes in both phases. */
public class SafetyVote extends Recording {
    private static final VotePhase[] PHASES = VotePhase.values();

    /** A monitor, and where in the stream of votes it is. */
    public abstract static class Votes {
        private final BlockId[] blocks = new BlockId[512];
        private final SafetyMonitor monitor;
        private final int validators;
        private long view = 1;
        private int phase;
        private int validator;

        Votes(int validators, SafetyOptions options) {
            this.validators = validators;
            this.monitor = new SafetyMonitor(
                    Quorumeter.newCollector(), Protocol.basic().replicas(validators), UnixClock.system(), options);
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = new BlockId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            }
            monitor.viewEntered(view, 0, ViewCause.GENESIS, -1, 0);
        }

        void next() {
            if (++validator == validators) {
                validator = 0;
                phase ^= 1;
                if (phase == 0) {
                    view++;
                    monitor.viewEntered(view, view - 1, ViewCause.SYNC, -1, view);
                }
            }
            monitor.voteReceived(
                    view,
                    PHASES[phase],
                    validator,
                    blocks[(int) view & blocks.length - 1],
                    view - 1 + phase,
                    VoteResult.ACCEPTED,
                    Verification.VERIFIED,
                    0,
                    view);
        }
    }

    /** Four validators. */
    @State(Scope.Thread)
    public static class Four extends Votes {
        /** The usual window. */
        public Four() {
            super(4, SafetyOptions.standard());
        }
    }

    /** 128 validators. */
    @State(Scope.Thread)
    public static class Many extends Votes {
        /** The usual window. */
        public Many() {
            super(128, SafetyOptions.standard());
        }
    }

    /** A thousand validators. */
    @State(Scope.Thread)
    public static class Thousand extends Votes {
        /** The usual window. */
        public Thousand() {
            super(1_000, SafetyOptions.standard());
        }
    }

    /** A thousand validators over many views, which no cache holds. */
    @State(Scope.Thread)
    public static class Large extends Votes {
        /** A window of 1,024 views. */
        public Large() {
            super(1_000, SafetyOptions.standard().window(1_024));
        }
    }

    /** Among 4. */
    @Benchmark
    public void among4(Four votes) {
        votes.next();
    }

    /** Among 128. */
    @Benchmark
    public void among128(Many votes) {
        votes.next();
    }

    /** Among 1,000. */
    @Benchmark
    public void among1000(Thousand votes) {
        votes.next();
    }

    /** Among 1,000 over 1,024 views. */
    @Benchmark
    public void among1000LargeWindow(Large votes) {
        votes.next();
    }
}
