package io.quorumeter.benchmarks.recording;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewOutcome;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What all consumers of a replica's events together take for a message: the metrics, those of validators, the timeline of blocks and the
 * safety monitor, at the standard level. The replica leads view after view of 128 validators, collects two votes of each, and commits.
 */
public class ConsumersEvent extends Recording {
    private static final int VALIDATORS = 128;
    private static final int QUORUM = VALIDATORS - (VALIDATORS - 1) / 3;

    /** The events, and where in the view the replica is. */
    @State(Scope.Thread)
    public static class Leader {
        private final HotStuff2Events events = HotStuff2Events.on(
                Quorumeter.newCollector(), Protocol.basic().replicas(VALIDATORS).ownIndex(0));
        private final Signers signers = Signers.of(IntStream.range(0, QUORUM).toArray());
        private final BlockId[] blocks = new BlockId[1024];
        private long view;
        private long nanos;
        private int step = 2 * VALIDATORS;

        /** Nothing is told yet. */
        public Leader() {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = new BlockId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            }
        }

        void next() {
            nanos += 1_000;
            if (step == 2 * VALIDATORS) {
                step = 0;
                begin();
            }
            boolean first = step < VALIDATORS;
            int validator = first ? step : step - VALIDATORS;
            events.voteReceived(
                    view,
                    first ? VotePhase.VOTE : VotePhase.VOTE2,
                    validator,
                    block(view),
                    first ? view - 1 : view,
                    Verification.VERIFIED,
                    0,
                    nanos);
            step++;
            if (validator == QUORUM - 1) {
                certified(first);
            }
        }

        private void begin() {
            if (view > 0) {
                events.viewLeft(view, ViewOutcome.CERTIFIED, nanos);
            }
            view++;
            events.viewEntered(view, view - 1, ViewCause.DOUBLE_CERTIFICATE, 0, nanos);
            events.proposalSent(new SentProposal(view, block(view), view, block(view - 1), view - 1, nanos));
        }

        private void certified(boolean first) {
            CertificateKind kind = first ? CertificateKind.QUORUM : CertificateKind.DOUBLE;
            long inner = first ? view - 1 : view;
            events.certificateFormed(CertificateEvent.of(kind, view, block(view), signers, QUORUM)
                    .over(inner)
                    .at(nanos));
            if (!first) {
                events.blockCommitted(CommittedBlock.byDoubleCertificate(view, block(view), block(view - 1), view)
                        .transactions(100)
                        .bytes(10_000)
                        .at(nanos));
            }
        }

        private BlockId block(long number) {
            return blocks[(int) number & blocks.length - 1];
        }
    }

    /** One message, and what comes of it. */
    @Benchmark
    public void among128(Leader leader) {
        leader.next();
    }
}
