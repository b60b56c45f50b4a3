package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.SdkVersion;
import io.quorumeter.consensus.SentProposal;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.event.EventPublisher;

/**
 * Those who judge the events of one monitor, each its own kind, with what they share; and the events that concern several of them. Threads
 * as the monitor's.
 */
final class Judges {
    final Rules rules;
    final Findings findings;
    final Epochs epochs;
    final Horizon horizon;
    final Digests digests;
    final ReceivedActs received;
    final CertificateScreen screen;
    final Certificates certificates;
    final Proposals proposals;
    final OwnState ownState;
    final OwnVoting ownVoting;
    final Commits commits;
    final StateRoots stateRoots;
    final Anomalies anomalies;
    private final UnixClock clock;
    private String ownKey = "";

    Judges(SafetyMetrics families, EventPublisher bus, Protocol protocol, UnixClock clock, SafetyOptions options) {
        this.clock = clock;
        rules = new Rules(protocol, options, bus);
        findings = new Findings(families, bus, clock, options.source(), SdkVersion.VERSION);
        epochs = new Epochs(protocol, rules);
        horizon = new Horizon(rules.window());
        digests = new Digests(rules.window());
        received = new ReceivedActs(rules, findings, epochs, horizon, digests);
        screen = new CertificateScreen(rules, findings, epochs);
        certificates = new Certificates(rules, findings, epochs, horizon, received);
        proposals = new Proposals(rules, findings, epochs, horizon, certificates, digests);
        ownState = new OwnState(rules, findings, epochs, certificates, options.highWaterMark());
        ownVoting = new OwnVoting(rules, findings, epochs, certificates, ownState);
        commits = new Commits(rules, findings, epochs, certificates, ownState, Anomalies.slack(protocol.delta()));
        stateRoots = new StateRoots(rules, findings, epochs, horizon, digests);
        anomalies = new Anomalies(findings, clock, protocol.delta());
        families.observe(
                this::checks,
                () -> findings.accused().count(members()),
                () -> findings.accused().powerRatio(members()));
    }

    /** The current validator set. */
    Members members() {
        return epochs.membersOf(horizon.view());
    }

    /** Somebody looks at what was found. */
    void look() {
        commits.look(clock.nanos());
    }

    long checks() {
        look();
        return findings.checks() + epochs.checks();
    }

    ObservationDigest digest() {
        Epochs.Epoch epoch = epochs.of(horizon.view());
        received.writeOut(epoch);
        return new DigestMaker(epoch, digests).make(horizon, proposals, certificates, commits, stateRoots);
    }

    /** A set in which the key of this replica has another index than the one told. */
    void checkOwnIndex(ValidatorSetChange change) {
        String key = members().key(members().ownIndex());
        if (!key.isEmpty() && rules.fitsOwnIndex()) {
            ownKey = key;
        }
        int index = ownKey.isEmpty() ? -1 : change.validators().keys().indexOf(ownKey);
        if (index >= 0 && index != change.validators().ownIndex()) {
            rules.ownIndexMismatch("the validator set of epoch " + change.epoch()
                    + " has this replica's key as validator " + index + ", but ownIndex "
                    + change.validators().ownIndex()
                    + ": ownIndex is wrong, or the order of keys");
        }
    }

    void viewEntered(long view, ViewCause cause, int leader, long nanos) {
        if (skips()) {
            ownVoting.entersAgain(view);
            return;
        }
        horizon.raise(view);
        proposals.leads(view, leader);
        commits.settle();
        epochs.prepare(horizon);
        ownState.viewEntered(view, cause, nanos);
        if (!rules.viewsRise()) {
            ownVoting.entersAgain(view);
            horizon.close();
        }
    }

    /** Whether a view says nothing of when something happened. */
    private boolean skips() {
        if (!rules.viewsRise()) {
            findings.skipped(SkipReason.VARIANT_MISMATCH);
        }
        return !rules.viewsRise();
    }

    /** A replica that gives a view up goes on no less than one that enters the next. */
    void viewChangeSent(ViewChangeKind kind) {
        rules.told(kind);
        if (kind != ViewChangeKind.STATUS) {
            commits.settle();
        }
    }

    void proposalSent(SentProposal proposal) {
        if (skips()) {
            return;
        }
        ownVoting.proposalSent(proposal);
        proposals.sent(proposal.view(), epochs.membersOf(proposal.view()));
        if (horizon.covers(proposal.view())) {
            digests.blocks().proposed(proposal.view(), proposal.id());
        }
    }

    void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        if (skips()) {
            ownVoting.votedAgain(view, phase, block, justifyView, nanos);
            return;
        }
        if (!ownVoting.voteSent(view, phase, block, justifyView, nanos)) {
            return;
        }
        if (phase == VotePhase.VOTE) {
            ownState.voted(view);
        }
        received.own(view, phase, block, justifyView, nanos);
    }

    void vote(
            long view,
            VotePhase phase,
            int validator,
            BlockId block,
            long justifyView,
            Verification verification,
            long ref,
            long nanos) {
        boolean first = phase == VotePhase.VOTE;
        rules.ranks.named(first ? Ranks.Kind.VOTE : Ranks.Kind.VOTE2, first ? view - 1 : view, justifyView);
        received.vote(view, phase, validator, block, justifyView, verification, ref, nanos);
        if (verification == Verification.VERIFIED && justifyView < 0 && phase == VotePhase.VOTE && rules.hasLocks()) {
            findings.skipped(SkipReason.UNKNOWN_BLOCK);
        }
    }

    void accepted(CertificateEvent certificate) {
        if (skips()) {
            return;
        }
        if (certificate.kind() == CertificateKind.QUORUM) {
            rules.ranks.named(Ranks.Kind.VOTE, certificate.view() - 1, certificate.innerView());
        }
        certificates.accepted(screen.screen(certificate));
        if (certificate.kind() != CertificateKind.TIMEOUT && horizon.covers(certificate.view())) {
            digests.blocks().certified(certificate.view(), certificate.block());
        }
    }

    void claim(
            ViewChangeKind kind,
            long view,
            int validator,
            long lockView,
            Verification verification,
            long ref,
            long nanos) {
        if (verification == Verification.VERIFIED) {
            rules.told(kind);
            if (lockView < 0 && kind != ViewChangeKind.WISH && rules.hasLocks()) {
                findings.skipped(SkipReason.UNKNOWN_BLOCK);
            }
        }
        rules.ranks.named(Ranks.Kind.CLAIM, view, lockView);
        received.claim(kind, view, validator, lockView, verification, ref, nanos);
    }
}
