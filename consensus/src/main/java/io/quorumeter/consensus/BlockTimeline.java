package io.quorumeter.consensus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #BLOCKS} blocks step by step, as this replica lived them: which step took long, and, where it collected the votes, whose
 * vote completed each quorum and how late the slowest came. {@link HotStuff2Events#on} makes one, to be read through {@link
 * HotStuff2Events#timeline()}.
 *
 * <pre>{@code
 * events.timeline().slowest().ifPresent(block -> log.info("{} waited for {}, completed by {}",
 *         block.height(), block.slowestStage(), block.firstQuorum()));
 * }</pre>
 *
 * <p>There is one block for each view, the one that became known first, and of views {@value #BLOCKS} apart the higher one; of views far
 * above the current one, as a faulty leader may name them, there is none. Called like any listener, under the rules of {@link
 * HotStuff2Listener} for threads; a vote allocates nothing, a block two small objects. Read from any thread at any time.
 */
public final class BlockTimeline implements HotStuff2Listener {
    /** Blocks kept. */
    public static final int BLOCKS = 1024;

    private static final int AHEAD = 64;
    private static final int SPINS = 512;

    /**
     * The vote with which a quorum was reached.
     *
     * @param validator the index of its sender
     * @param delay from what was voted for, the proposal or the quorum certificate, until it arrived
     * @param slowestValidator whose vote came last so far; the same as {@code validator} when none came later
     * @param lateness how long after the quorum that one came; zero when none did. Votes that contradict another of their sender do not
     *     count
     */
    public record QuorumVote(int validator, Duration delay, int slowestValidator, Duration lateness) {}

    /**
     * A block on its way. Immutable.
     *
     * @param height its height
     * @param id the block
     * @param view the view that it was proposed in
     * @param transactions how many it holds, −1 as long as that is not known
     * @param firstKnownMillis when it was first known here, in milliseconds of Unix time
     * @param stages how long after that each stage was reached; only those that were, in the order of {@link BlockStage}
     * @param firstQuorum how the quorum of first votes came about; null where others collected them, or it has not
     * @param secondQuorum the same of second votes
     */
    public record Block(
            long height,
            BlockId id,
            long view,
            int transactions,
            long firstKnownMillis,
            Map<BlockStage, Duration> stages,
            @Nullable QuorumVote firstQuorum,
            @Nullable QuorumVote secondQuorum) {
        /**
         * Copies the map, in the order of the stages.
         *
         * @param height the height of the block
         * @param id the block
         * @param view the view of its proposal
         * @param transactions how many it holds, −1 when that is not known yet
         * @param firstKnownMillis when it was first known here, in milliseconds of Unix time
         * @param stages the time from then until each stage that was reached
         * @param firstQuorum the quorum of first votes; null when it was not reached here
         * @param secondQuorum the quorum of second votes; null when it was not reached here
         */
        public Block {
            Map<BlockStage, Duration> inOrder = new EnumMap<>(BlockStage.class);
            inOrder.putAll(stages);
            stages = Collections.unmodifiableMap(inOrder);
        }

        /**
         * Whether it is committed.
         *
         * @return true from the commit on
         */
        public boolean isCommitted() {
            return stages.containsKey(BlockStage.COMMITTED);
        }

        /**
         * Where most of its time went.
         *
         * @return the stage that was longest in coming after the one before it; {@link BlockStage#RECEIVED} when there is no other
         */
        public BlockStage slowestStage() {
            BlockStage slowest = BlockStage.RECEIVED;
            Duration longest = Duration.ZERO;
            Duration before = Duration.ZERO;
            for (BlockStage stage : BlockStage.values()) {
                Duration at = stages.get(stage);
                if (at != null) {
                    if (at.minus(before).compareTo(longest) > 0) {
                        longest = at.minus(before);
                        slowest = stage;
                    }
                    before = at;
                }
            }
            return slowest;
        }
    }

    private final AtomicReferenceArray<@Nullable TimelineEntry> entries = new AtomicReferenceArray<>(BLOCKS);

    /** One more than the view of each entry, taken before the entry stands there: an old one is in no cache any more. */
    private final AtomicLongArray views = new AtomicLongArray(BLOCKS);

    private final long[] viewOfHeight = new long[BLOCKS];
    private final UnixClock clock;
    private final ValidatorSchedule voters;
    private final Following following = new Following();
    private volatile long currentView;

    /**
     * A timeline with nothing on it.
     *
     * @param protocol says what a quorum is
     * @param clock gives the Unix time of the events' times
     */
    public BlockTimeline(Protocol protocol, UnixClock clock) {
        this.clock = clock;
        this.voters = new ValidatorSchedule(protocol);
    }

    @Override
    public void restored(Restored restored) {
        currentView = restored.view();
        following.restored(restored.nanos());
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        voters.announce(change, currentView);
    }

    @Override
    public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
        if (view != currentView) {
            following.entered(view, previous, cause, nanos);
        }
        currentView = view;
    }

    @Override
    public void syncStarted(long fromHeight, long toHeight, long nanos) {
        following.syncStarted();
    }

    @Override
    public void syncEnded(SyncResult result, long nanos) {
        following.syncEnded(nanos);
    }

    @Override
    public void proposalBuilt(BuiltProposal proposal) {
        TimelineEntry entry = begin(proposal.view(), proposal.id(), proposal.height(), proposal.nanos());
        if (entry != null) {
            entry.reached(BlockStage.RECEIVED, proposal.nanos());
            entry.transactions = proposal.transactions();
        }
    }

    @Override
    public void proposalSent(SentProposal proposal) {
        TimelineEntry entry = begin(proposal.view(), proposal.id(), proposal.height(), proposal.nanos());
        if (entry != null) {
            entry.reached(BlockStage.RECEIVED, proposal.nanos());
            entry.begin(VotePhase.VOTE, proposal.nanos());
        }
    }

    @Override
    public void proposalReceived(ReceivedProposal proposal) {
        if (proposal.verification() == Verification.VERIFIED) {
            TimelineEntry entry = begin(proposal.view(), proposal.id(), proposal.height(), proposal.nanos());
            if (entry != null) {
                entry.reached(BlockStage.RECEIVED, proposal.nanos());
            }
        }
    }

    @Override
    public void proposalAccepted(long view, BlockId block, long nanos) {
        reached(view, block, BlockStage.VALIDATED, nanos);
    }

    @Override
    public void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        reached(view, block, phase == VotePhase.VOTE ? BlockStage.VOTED : BlockStage.PREPARED, nanos);
    }

    @Override
    public void voteReceived(
            long view,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            VoteResult result,
            Verification verification,
            long ref,
            long nanos) {
        if (verification == Verification.VERIFIED && (result == VoteResult.ACCEPTED || result == VoteResult.LATE)) {
            TimelineEntry entry = find(view, block);
            if (entry != null) {
                entry.voted(phase, validator, voters.of(view).validators(), nanos);
            }
        }
    }

    @Override
    public void certificateFormed(CertificateEvent certificate) {
        certificateReceived(certificate);
        if (certificate.kind() == CertificateKind.QUORUM) {
            TimelineEntry entry = find(certificate.view(), certificate.block());
            if (entry != null) {
                entry.begin(VotePhase.VOTE2, certificate.nanos());
            }
        }
    }

    @Override
    public void certificateReceived(CertificateEvent certificate) {
        if (certificate.kind() != CertificateKind.TIMEOUT) {
            boolean quorum = certificate.kind() == CertificateKind.QUORUM;
            reached(
                    certificate.view(),
                    certificate.block(),
                    quorum ? BlockStage.CERTIFIED : BlockStage.DOUBLE_CERTIFIED,
                    certificate.nanos());
        }
    }

    @Override
    public void blockCommitted(CommittedBlock block) {
        TimelineEntry entry = begin(block.proposalView(), block.id(), block.height(), block.nanos());
        if (entry != null) {
            entry.transactions = block.transactions();
            entry.live = block.path() == CommitPath.LIVE && following.isWhole(entry.firstKnown);
            entry.reached(BlockStage.COMMITTED, block.nanos());
            viewOfHeight[slot(block.height())] = block.proposalView();
        }
    }

    @Override
    public void blockExecuted(ExecutedBlock block) {
        reached(viewOfHeight[slot(block.height())], block.id(), BlockStage.EXECUTED, block.nanos());
    }

    /**
     * All blocks that are kept, by view.
     *
     * @return up to {@value #BLOCKS} blocks, the newest last; as they are now
     */
    public List<Block> blocks() {
        return blocks(entry -> true);
    }

    private List<Block> blocks(Predicate<TimelineEntry> which) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            TimelineEntry entry = entries.get(i);
            if (entry != null && which.test(entry)) {
                blocks.add(entry.toBlock(clock));
            }
        }
        blocks.sort(Comparator.comparingLong(Block::view));
        return List.copyOf(blocks);
    }

    /**
     * The committed block of a height.
     *
     * @param height its height
     * @return the block as it is now; empty when none of this height is committed, or it is no longer kept
     */
    public Optional<Block> block(long height) {
        return blocks().stream()
                .filter(block -> block.height() == height && block.isCommitted())
                .findFirst();
    }

    /**
     * The block that consensus took longest to commit. A block does not count when the replica caught up, restarted or skipped views
     * between its proposal and its commit.
     *
     * @return one of those that are kept; empty when none of them was committed live
     */
    public Optional<Block> slowest() {
        return blocks(entry -> entry.live).stream()
                .filter(Block::isCommitted)
                .max(Comparator.comparing(block -> block.stages().getOrDefault(BlockStage.COMMITTED, Duration.ZERO)));
    }

    /**
     * All blocks that are kept, as a JSON array of objects. Durations are in seconds, block ids in hexadecimal digits; what is not known is
     * left out.
     *
     * @return the text
     */
    public String toJson() {
        return TimelineJson.of(blocks());
    }

    private void reached(long view, BlockId block, BlockStage stage, long nanos) {
        TimelineEntry entry = find(view, block);
        if (entry != null) {
            entry.reached(stage, nanos);
        }
    }

    private @Nullable TimelineEntry find(long view, BlockId block) {
        TimelineEntry entry = entries.get(slot(view));
        return entry != null && entry.view == view && entry.id.equals(block) ? entry : null;
    }

    /** The block's entry, a new one when it was not known; null when it gets none. */
    private @Nullable TimelineEntry begin(long view, BlockId block, long height, long nanos) {
        int slot = slot(view);
        // Before its view, so that whoever stood there in between is not replaced unseen.
        TimelineEntry held = entries.get(slot);
        long known = views.get(slot);
        if (known > view) {
            return known == view + 1 ? awaited(view, block) : null;
        }
        if (view < 0 || view - AHEAD > currentView) {
            return null;
        }
        if (!views.compareAndSet(slot, known, view + 1)) {
            return awaited(view, block);
        }
        TimelineEntry fresh = new TimelineEntry(view, block, height, nanos);
        while (!entries.compareAndSet(slot, held, fresh)) {
            held = entries.get(slot);
            if (held != null && held.view > view) {
                return null;
            }
        }
        return fresh;
    }

    /** The block's entry, once the thread that took its place has put it there, which takes it some nanoseconds. */
    private @Nullable TimelineEntry awaited(long view, BlockId block) {
        for (int spin = 0; spin < SPINS && !stands(view); spin++) {
            Thread.onSpinWait();
        }
        return find(view, block);
    }

    private boolean stands(long view) {
        TimelineEntry entry = entries.get(slot(view));
        return entry != null && entry.view >= view;
    }

    private static int slot(long number) {
        return (int) (number & BLOCKS - 1);
    }
}
