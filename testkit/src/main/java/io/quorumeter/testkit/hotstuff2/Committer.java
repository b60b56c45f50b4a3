package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.CommitPath;
import io.quorumeter.consensus.CommittedBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commits a block by its double certificate, or in the pipelined variant by a chain of two certificates of consecutive views, and before
 * it all ancestors that are not committed yet, in the order of heights and along the links, never by height alone.
 */
final class Committer {
    private final Core core;
    private boolean diverged;

    Committer(Core core) {
        this.core = core;
    }

    /** Commits up to the highest double certificate; what is missing on the way is fetched. */
    void commit(int sender) {
        Certificate certificate = core.safety.highDouble();
        if (certificate != null && core.config.isPipelined()) {
            commitParent(certificate, sender);
            return;
        }
        if (certificate == null || certificate.height() <= core.tree.head().height()) {
            if (certificate != null
                    && certificate.height() == core.tree.head().height()
                    && !certificate.block().equals(core.tree.head().id())) {
                diverged = true;
            }
            return;
        }
        BlockTree.Walk walk = core.tree.walk(certificate.block(), certificate.height());
        if (walk.path() != null) {
            commit(walk.path(), certificate);
        } else if (walk.conflicts()) {
            diverged = true;
        } else {
            core.synchronizer.want(certificate, sender);
        }
    }

    /**
     * Whether a quorum certificate is the second of two in consecutive views. Its votes name the view of the first one, and each
     * voter checked that the first is for the parent, so the second alone tells.
     */
    boolean isTwoChain(Certificate certificate) {
        if (certificate.height() < 2) {
            return false;
        }
        return isConsecutive(certificate) || core.isMutant(Mutant.COMMIT_NON_CONSECUTIVE);
    }

    private static boolean isConsecutive(Certificate second) {
        return second.innerView() == second.view() - 1;
    }

    private void commitParent(Certificate second, int sender) {
        Block head = core.tree.head();
        Block child = core.tree.get(second.block());
        if (second.height() - 1 <= head.height()) {
            diverged |= child != null
                    && child.height() == head.height() + 1
                    && !child.parent().equals(head.id());
            return;
        }
        BlockTree.Walk walk = core.tree.walk(second.block(), second.height());
        List<Block> path = walk.path();
        if (path != null) {
            commit(path.subList(0, path.size() - 1), second);
        } else if (walk.conflicts()) {
            diverged = true;
        } else {
            core.synchronizer.want(second, sender);
        }
    }

    /** Commits a chain that begins above the committed block and ends in the certificate's. */
    void commit(List<Block> chain, Certificate certificate) {
        if (core.config.isPipelined() && !isConsecutive(certificate)) {
            core.deviated(Mutant.COMMIT_NON_CONSECUTIVE);
        }
        for (Block block : chain) {
            commit(block, block.equals(chain.get(chain.size() - 1)) ? certificate : null, certificate);
        }
        core.tree.prune();
        core.synchronizer.committed();
    }

    /** Whether a valid double certificate contradicted what is committed: a fork, seen from here. */
    boolean diverged() {
        return diverged;
    }

    private void commit(Block block, @Nullable Certificate own, Certificate by) {
        CommitPath path = core.synchronizer.path(block);
        core.tree.insert(block);
        core.tree.advance(block);
        core.effects.persistCommit(block, own);
        core.readClock();
        core.events.blockCommitted(commit(block, by)
                .proposedIn(block.view())
                .path(path)
                .transactions(block.transactions().size())
                .bytes(block.payloadBytes())
                .at(core.now));
        core.effects.committed(block, path);
    }

    private CommittedBlock.Draft commit(Block block, Certificate by) {
        return core.config.isPipelined()
                ? CommittedBlock.byTwoChain(block.height(), block.id(), block.parent(), by.innerView(), by.view())
                : CommittedBlock.byDoubleCertificate(block.height(), block.id(), block.parent(), by.view());
    }
}
