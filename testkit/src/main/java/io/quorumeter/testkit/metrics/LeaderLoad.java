package io.quorumeter.testkit.metrics;

import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.BuiltProposal;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommittedBlock;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewOutcome;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The events of replica 0, which leads every view, in the protocol's order; one run of a {@link ConsensusLoad}. */
final class LeaderLoad {
    private static final int EPOCH_VIEWS = 100;
    private static final int BYTES_PER_TRANSACTION = 250;

    private final LoadTier tier;
    private final HotStuff2Events events;
    private final VirtualClock clock;
    private final IntConsumer decided;
    private final Random random;
    private final int n;
    private final int quorum;
    private final Signers signers;
    private long view;
    private long justify;
    private long height;
    private BlockId parent = BlockId.NONE;
    private long votes;
    private long epochs;

    /**
     * A run.
     *
     * @param decided told the transactions of each block
     */
    LeaderLoad(LoadTier tier, long seed, HotStuff2Events events, VirtualClock clock, IntConsumer decided) {
        this.decided = decided;
        this.tier = tier;
        this.events = events;
        this.clock = clock;
        this.random = new Random(seed);
        n = tier.replicas();
        quorum = n - (n - 1) / 3;
        signers = Signers.of(IntStream.range(0, quorum).toArray());
    }

    LoadReport run(Duration duration) {
        events.restored(Restored.first(BlockId.NONE).at(clock.nanos()));
        long perView = Duration.ofSeconds(1).toNanos() / tier.blocksPerSecond();
        long views = duration.toNanos() / perView;
        ViewCause cause = ViewCause.GENESIS;
        for (long i = 0; i < views; i++) {
            long begun = clock.nanos();
            changeEpoch();
            events.viewEntered(view + 1, view, cause, 0, begun);
            view++;
            decide(perView);
            cause = ViewCause.DOUBLE_CERTIFICATE;
            clock.advance(Duration.ofNanos(begun + perView - clock.nanos()));
        }
        return new LoadReport(
                duration,
                views,
                height,
                height * tier.transactionsPerBlock(),
                votes,
                0,
                epochs,
                2 * votes,
                Verdict.NONE);
    }

    private void decide(long perView) {
        int transactions = tier.transactionsPerBlock();
        decided.accept(transactions);
        long bytes = (long) transactions * BYTES_PER_TRANSACTION;
        height++;
        BlockId block = new BlockId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        events.proposalBuilt(BuiltProposal.of(view, block, height)
                .transactions(transactions)
                .bytes(bytes)
                .took(50_000)
                .at(clock.nanos()));
        events.proposalSent(new SentProposal(view, block, height, parent, justify, clock.nanos()));
        events.proposalAccepted(view, block, clock.nanos());
        events.voteSent(view, VotePhase.VOTE, block, justify, clock.nanos());
        collect(VotePhase.VOTE, block, justify, perView / 4);
        long oldLock = justify;
        justify = view;
        events.lockUpdated(oldLock, view, block, LockCause.PREPARE, clock.nanos());
        events.voteSent(view, VotePhase.VOTE2, block, view, clock.nanos());
        collect(VotePhase.VOTE2, block, view, perView / 4);
        events.blockCommitted(CommittedBlock.byDoubleCertificate(height, block, parent, view)
                .transactions(transactions)
                .bytes(bytes)
                .at(clock.nanos()));
        events.viewLeft(view, ViewOutcome.CERTIFIED, clock.nanos());
        parent = block;
    }

    /** All validators vote, in the order of their indices; the quorum's last vote makes the certificate. */
    private void collect(VotePhase phase, BlockId block, long rank, long within) {
        long step = within / n;
        for (int validator = 0; validator < n; validator++) {
            clock.advance(Duration.ofNanos(step));
            VoteResult result = validator < quorum ? VoteResult.ACCEPTED : VoteResult.LATE;
            events.voteReceived(view, phase, validator, block, rank, result, Verification.VERIFIED, 0, clock.nanos());
            votes++;
            if (validator == quorum - 1) {
                CertificateKind kind = phase == VotePhase.VOTE ? CertificateKind.QUORUM : CertificateKind.DOUBLE;
                events.certificateFormed(CertificateEvent.of(kind, view, block, signers, quorum)
                        .over(rank)
                        .at(clock.nanos()));
            }
        }
    }

    /** In the tier of many validators a tenth of them is new in each epoch. */
    private void changeEpoch() {
        if (tier != LoadTier.L6 || view == 0 || view % EPOCH_VIEWS != 0) {
            return;
        }
        epochs++;
        long epoch = epochs;
        List<String> keys = IntStream.range(0, n)
                .mapToObj(i -> "v" + i + (i % 10 == epoch % 10 ? "e" + epoch : ""))
                .toList();
        events.validatorSetChanged(new ValidatorSetChange(
                epoch, view + 1, ValidatorSet.ofKeys(keys).ownIndex(0)));
    }
}
