package io.quorumeter.testkit.simulation;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.safety.ClusterObserver;
import io.quorumeter.consensus.safety.SafetyMonitor;
import io.quorumeter.testkit.hotstuff2.Mutant;
import java.util.Set;

/** What a rule left out shows as. One of the findings named is enough; others may come with it. */
final class MutantFindings {
    private MutantFindings() {}

    /** In the monitor of the replica that lacks the rule, in every run in which this made a difference. */
    private static Set<Finding> own(Mutant mutant) {
        return switch (mutant) {
            case VOTE2_FOR_PAST_VIEW ->
                Set.of(SafetyViolation.OWN_VOTE2_WITHOUT_CERTIFICATE, SafetyViolation.OWN_VOTE_STALE_VIEW);
            case SKIP_LOCK_RULE, KEEP_LOCK_ON_VOTE -> Set.of(SafetyViolation.OWN_VOTE_BELOW_LOCK);
            case KEEP_LOCK_ON_PREPARE -> Set.of(SafetyViolation.OWN_VOTE2_WITHOUT_LOCK);
            case COMMIT_NON_CONSECUTIVE -> Set.of(SafetyViolation.COMMIT_WITHOUT_CERTIFICATE);
            case QUORUM_2F_PLUS_1 -> Set.of(SafetyViolation.WEAK_CERTIFICATE);
            case SKIP_DELTA_WAIT -> Set.of(ProtocolAnomaly.EARLY_PROPOSAL);
            case FORGET_ON_RESTART -> Set.of(SafetyViolation.OWN_DOUBLE_VOTE, SafetyViolation.VIEW_REGRESSION);
        };
    }

    /** Where replicas compare notes, in some runs; nothing where others are told nothing that shows it. */
    private static Set<ByzantineAct> inNotes(Mutant mutant) {
        return switch (mutant) {
            case VOTE2_FOR_PAST_VIEW, KEEP_LOCK_ON_PREPARE ->
                Set.of(ByzantineAct.LOCK_VIOLATION, ByzantineAct.LOCK_CONCEALMENT);
            case SKIP_LOCK_RULE, KEEP_LOCK_ON_VOTE -> Set.of(ByzantineAct.LOCK_VIOLATION);
            case FORGET_ON_RESTART -> Set.of(ByzantineAct.DOUBLE_VOTE);
            case COMMIT_NON_CONSECUTIVE, QUORUM_2F_PLUS_1, SKIP_DELTA_WAIT -> Set.of();
        };
    }

    static boolean found(Mutant mutant, SafetyMonitor own) {
        return own(mutant).stream().anyMatch(type -> own.count(type) > 0);
    }

    static boolean found(Mutant mutant, ClusterObserver cluster) {
        return inNotes(mutant).stream().anyMatch(type -> cluster.count(type) > 0);
    }
}
