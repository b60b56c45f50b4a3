package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.LockCause;
import io.quorumeter.consensus.SyncResult;
import io.quorumeter.testkit.hotstuff2.Message.Blocks;
import io.quorumeter.testkit.hotstuff2.Message.Fetch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Fetches what is certified but not known. A want is a block for which a quorum signed, so some correct replica holds it and
 * whatever is linked to it by hashes is as good as certified. It is asked from who mentioned it first, then from the
 * signers in turn, each for a round trip of 2 Δ and then longer; the pacemaker does not wait for it. An answer is either a chain that ends
 * in the block wanted, or, from who thinks this replica far behind, committed blocks with a double certificate.
 *
 * <p>While a want lies more than a batch above the committed block the replica is syncing, and says so.
 */
final class Synchronizer {
    private static final int MOST_WANTS = 4;
    private static final int MOST_BACKOFF = 8;

    /** One certified block whose branch is not complete, and how far down it is known. */
    private static final class Want {
        final Certificate certificate;
        final int hint;
        final int[] signers;
        BlockId next;
        int asked = -1;
        int attempts;
        long askAgain;

        Want(Certificate certificate, int hint) {
            this.certificate = certificate;
            this.hint = hint;
            this.signers = certificate.signers().stream().toArray();
            this.next = certificate.block();
        }
    }

    private final Core core;
    private final List<Want> wants = new ArrayList<>();
    private boolean syncing;

    Synchronizer(Core core) {
        this.core = core;
    }

    /** How this block is committed at present: one that had to be fetched is caught up with, however near it was. */
    CommitPath path(Block block) {
        return syncing || core.tree.isFetched(block.id()) ? CommitPath.SYNC : CommitPath.LIVE;
    }

    boolean isSyncing() {
        return syncing;
    }

    int wants() {
        return wants.size();
    }

    /** Sees to it that the branch of a verified certificate becomes known; {@code hint} mentioned it. */
    void want(Certificate certificate, int hint) {
        BlockId block = certificate.block();
        BlockTree.Walk walk = core.tree.walk(block, certificate.height());
        if (walk.missing() == null
                || wants.stream().anyMatch(want -> want.certificate.block().equals(block))) {
            return;
        }
        if (wants.size() == MOST_WANTS) {
            Want lowest = wants.stream()
                    .min(Comparator.comparingLong(w -> w.certificate.view()))
                    .orElseThrow();
            if (lowest.certificate.view() >= certificate.view()) {
                return;
            }
            wants.remove(lowest);
        }
        Want want = new Want(certificate, hint);
        want.next = walk.missing();
        wants.add(want);
        checkDistance();
        ask(want, nextPeer(want));
        armTimer();
    }

    void timer() {
        for (Want want : List.copyOf(wants)) {
            if (want.askAgain - core.now <= 0) {
                if (want.asked >= 0) {
                    core.events.syncRequested(SyncResult.TIMEOUT);
                }
                ask(want, nextPeer(want));
            }
        }
        armTimer();
    }

    void receive(Blocks answer) {
        Want want = wants.stream()
                .filter(w -> w.asked == answer.sender() && w.next.equals(answer.wanted()))
                .findFirst()
                .orElse(null);
        if (want == null) {
            return;
        }
        long height = core.tree.head().height();
        SyncResult result = take(want, answer);
        core.events.syncRequested(result);
        if (result == SyncResult.OK) {
            core.blocksArrived(answer.sender());
            settle(want);
        }
        boolean nearer = core.tree.head().height() > height || !want.next.equals(answer.wanted());
        if (wants.contains(want)) {
            if (nearer) {
                want.attempts = 0;
                ask(want, answer.sender());
            } else {
                want.asked = -1;
            }
        }
        armTimer();
    }

    /** The committed block rose: some wants may be settled, by a commit or because they fell behind it. */
    void committed() {
        wants.removeIf(want -> core.tree
                        .walk(want.certificate.block(), want.certificate.height())
                        .missing()
                == null);
        checkDistance();
    }

    private SyncResult take(Want want, Blocks answer) {
        List<Block> blocks = answer.blocks();
        if (blocks.isEmpty()) {
            return SyncResult.UNAVAILABLE;
        }
        for (int i = 1; i < blocks.size(); i++) {
            Block lower = blocks.get(i - 1);
            if (!blocks.get(i).parent().equals(lower.id()) || blocks.get(i).height() != lower.height() + 1) {
                return SyncResult.INVALID;
            }
        }
        Certificate certificate = answer.doubleCertificate();
        if (certificate == null) {
            return takeBranch(want, blocks);
        }
        return core.config.isPipelined()
                ? takeChain(blocks, certificate, answer.sender())
                : takeCommitted(blocks, certificate, answer.sender());
    }

    private SyncResult takeBranch(Want want, List<Block> blocks) {
        if (!blocks.get(blocks.size() - 1).id().equals(want.next)) {
            return SyncResult.INVALID;
        }
        for (Block block : blocks) {
            if (block.height() > core.tree.head().height()) {
                core.tree.insertFetched(block);
                core.effects.persistBlock(block);
            }
        }
        tellProgress(blocks.size());
        return SyncResult.OK;
    }

    private SyncResult takeCommitted(List<Block> blocks, Certificate certificate, int sender) {
        Block head = core.tree.head();
        List<Block> fresh =
                blocks.stream().filter(block -> block.height() > head.height()).toList();
        Block last = blocks.get(blocks.size() - 1);
        if (fresh.isEmpty()) {
            return SyncResult.UNAVAILABLE;
        }
        if (!fresh.get(0).parent().equals(head.id())
                || fresh.get(0).height() != head.height() + 1
                || !certificate.block().equals(last.id())
                || certificate.height() != last.height()
                || !core.checker.verify(certificate, CertificateKind.DOUBLE, sender)) {
            return SyncResult.INVALID;
        }
        tellProgress(fresh.size());
        core.committer.commit(fresh, certificate);
        core.learnDouble(certificate, sender);
        return SyncResult.OK;
    }

    /** As {@link #takeCommitted}, with the block that the second certificate of the chain is for at the end. */
    private SyncResult takeChain(List<Block> blocks, Certificate second, int sender) {
        Block head = core.tree.head();
        List<Block> fresh =
                blocks.stream().filter(block -> block.height() > head.height()).toList();
        if (fresh.size() < 2) {
            return SyncResult.UNAVAILABLE;
        }
        Block last = fresh.get(fresh.size() - 1);
        if (!fresh.get(0).parent().equals(head.id())
                || fresh.get(0).height() != head.height() + 1
                || !second.block().equals(last.id())
                || second.height() != last.height()
                || !core.checker.verify(second, CertificateKind.QUORUM, sender)
                || !core.committer.isTwoChain(second)) {
            return SyncResult.INVALID;
        }
        tellProgress(fresh.size());
        core.committer.commit(fresh.subList(0, fresh.size() - 1), second);
        core.tree.insertFetched(last);
        core.effects.persistBlock(last);
        core.learnQuorum(second, LockCause.SYNC, sender);
        return SyncResult.OK;
    }

    /** Removes a want whose branch is complete, or lowers it to the next block that is missing. */
    private void settle(Want want) {
        BlockTree.Walk walk = core.tree.walk(want.certificate.block(), want.certificate.height());
        BlockId missing = walk.missing();
        if (missing == null) {
            wants.remove(want);
            checkDistance();
        } else {
            want.next = missing;
        }
    }

    private void ask(Want want, int peer) {
        want.asked = peer;
        want.attempts++;
        want.askAgain = core.now + core.config.deltaNanos() * Math.min(2 * want.attempts, MOST_BACKOFF);
        if (peer >= 0) {
            core.outbox.send(
                    peer, new Fetch(core.me, want.next, core.tree.head().height() + 1));
        }
    }

    private int nextPeer(Want want) {
        if (want.attempts == 0 && want.hint != core.me && core.isValidator(want.hint)) {
            return want.hint;
        }
        for (int i = 0; i < want.signers.length; i++) {
            int signer = want.signers[(int) ((want.attempts + (long) core.me + i) % want.signers.length)];
            if (signer != core.me) {
                return signer;
            }
        }
        return -1;
    }

    private void armTimer() {
        if (wants.isEmpty()) {
            core.effects.cancelTimer(TimerKind.FETCH);
            return;
        }
        long soonest =
                wants.stream().mapToLong(want -> want.askAgain - core.now).min().orElseThrow();
        core.effects.setTimer(TimerKind.FETCH, Math.max(1, soonest));
    }

    private void checkDistance() {
        long committed = core.tree.head().height();
        long target = wants.stream()
                .mapToLong(want -> want.certificate.height())
                .max()
                .orElse(committed);
        boolean far = target - committed > core.config.syncBatch();
        if (far && !syncing) {
            core.events.syncStarted(committed, target, core.now);
        } else if (!far && syncing) {
            core.events.syncEnded(SyncResult.OK, core.now);
        }
        syncing = far;
    }

    private void tellProgress(int blocks) {
        if (syncing) {
            core.events.syncProgress(blocks);
        }
    }
}
