package io.quorumeter.consensus.safety;

import io.quorumeter.MetricsCollector;
import io.quorumeter.binding.Families;
import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.ProtocolVariant;
import io.quorumeter.consensus.Restored;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.SdkVersion;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.ValidatorSetChange;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewCause;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import java.util.List;

/**
 * Watches a replica, and what it hears of the others, for what must never happen. {@link
 * io.quorumeter.consensus.HotStuff2Events#on} makes one; an observer outside of the validator set makes its own and hands it events.
 *
 * <p>What is found is of three classes. A {@link SafetyViolation} is a broken invariant: the protocol, or this replica, is at fault. A
 * {@link ByzantineAct} is something that only a faulty validator signs, and is held against it with evidence. A {@link ProtocolAnomaly}
 * may be benign and is counted only. Nobody is accused by a message whose signature was not verified. What one replica sees is partial by
 * nature: that nothing was found proves nothing.
 *
 * <p>An event costs some ten nanoseconds and allocates nothing unless something is found. It may come from any thread under the rules of
 * {@link HotStuff2Listener}; nothing is thrown, whatever comes.
 */
public final class SafetyMonitor implements HotStuff2Listener {
    private static final int NAMED_BLOCKS = 1024;

    private final Findings findings;
    private final Epochs epochs;
    private final Horizon horizon;
    private final ReceivedActs received;
    private final OwnVoting ownVoting;

    /**
     * A monitor without metrics, such as an observer of many replicas uses.
     *
     * @param protocol what the replicas speak; own index −1 for an observer
     * @return a monitor with the standard options
     */
    public static SafetyMonitor of(Protocol protocol) {
        return new SafetyMonitor(
                MetricsCollector.noop(),
                protocol,
                Families.DEFAULT_PREFIX,
                UnixClock.system(),
                SafetyOptions.standard());
    }

    /**
     * A monitor that moves the families of safety and publishes a {@link SafetyEvent} for each finding.
     *
     * @param metrics where they are declared and whose bus is used
     * @param protocol what the replica speaks
     * @param prefix stands before each name
     * @param clock gives the Unix time of the events' times
     * @param options how to watch
     */
    public SafetyMonitor(
            MetricsCollector metrics, Protocol protocol, String prefix, UnixClock clock, SafetyOptions options) {
        int window = options.windowFor(protocol.replicas());
        SafetyMetrics families = new SafetyMetrics(new Families(metrics, prefix));
        findings = new Findings(families, metrics.events(), clock, options.source(), SdkVersion.VERSION);
        epochs = new Epochs(protocol, window, protocol.variant() == ProtocolVariant.PIPELINED);
        horizon = new Horizon(window);
        received = new ReceivedActs(findings, epochs, horizon, new Digests(NAMED_BLOCKS));
        ownVoting = new OwnVoting(findings, epochs, window);
        families.observe(
                this::checks,
                () -> findings.accused().count(epochs.of(horizon.view()).members()),
                () -> findings.accused().powerRatio(epochs.of(horizon.view()).members()));
    }

    /**
     * A monitor that is never told anything, for where none is wanted.
     *
     * @return a small one
     */
    public static SafetyMonitor idle() {
        return new SafetyMonitor(
                MetricsCollector.noop(),
                Protocol.basic().replicas(1),
                Families.DEFAULT_PREFIX,
                UnixClock.system(),
                SafetyOptions.standard().window(16));
    }

    @Override
    public void restored(Restored restored) {
        horizon.raise(restored.view());
    }

    @Override
    public void validatorSetChanged(ValidatorSetChange change) {
        epochs.add(change);
    }

    @Override
    public void viewEntered(long view, long previous, ViewCause cause, int leader, long nanos) {
        horizon.raise(view);
    }

    @Override
    public void voteSent(long view, VotePhase phase, BlockId block, long justifyView, long nanos) {
        ownVoting.voteSent(view, phase, block, justifyView, nanos);
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
        received.vote(view, phase, validator, block, justifyView, verification, ref, nanos);
    }

    /**
     * The evidence of broken invariants, in the order in which they were found.
     *
     * @return what was found when this was called; up to 1,000 pieces with {@link #evidence}, the first ones
     */
    public List<Evidence> violations() {
        return findings.of(SafetyViolation.class);
    }

    /**
     * The evidence against validators, in the order in which it was found.
     *
     * @return what was found when this was called; up to 1,000 pieces with {@link #violations}, the first ones
     */
    public List<Evidence> evidence() {
        return findings.of(ByzantineAct.class);
    }

    /**
     * How often an invariant was found broken, also beyond what is kept.
     *
     * @param type which
     * @return 0 or more; one view counts once
     */
    public long count(SafetyViolation type) {
        return findings.count(type);
    }

    /**
     * How often an act was found, also beyond what is kept.
     *
     * @param type which
     * @return 0 or more; one validator and view counts once
     */
    public long count(ByzantineAct type) {
        return findings.count(type);
    }

    /**
     * How often something suspicious was found.
     *
     * @param type which
     * @return 0 or more
     */
    public long count(ProtocolAnomaly type) {
        return findings.count(type);
    }

    /**
     * How many events could not be checked.
     *
     * @param reason why
     * @return 0 or more
     */
    public long skipped(SkipReason reason) {
        return findings.count(reason);
    }

    /**
     * How many checks were carried out.
     *
     * @return 0 or more; lags by what is under way
     */
    public long checks() {
        return findings.checks() + epochs.checks();
    }
}
