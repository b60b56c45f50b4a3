package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.ByzantineAct;
import io.quorumeter.consensus.Finding;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.SafetyViolation;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.event.EventPublisher;
import io.quorumeter.spi.GuardedThread;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is found, keeps the evidence and publishes it. Each (validator, view, type) counts once, for as long as it is remembered. Of
 * the evidence {@value #KEPT} pieces are kept, shared out by a {@link Quota} so that no flood keeps others out;
 * the first found are the ones kept, because the rest often follows from them. Counting goes on beyond. Safe from any thread, without a
 * lock.
 */
final class Findings {
    static final int KEPT = 1_000;
    private static final System.Logger LOG = System.getLogger(SafetyMonitor.class.getName());

    private final SafetyMetrics metrics;
    private final EventPublisher bus;
    private final UnixClock clock;
    private final @Nullable EvidenceSource source;
    private final String version;
    private final OnceOnly once = new OnceOnly();
    private final Quota quota = new Quota(KEPT);
    private final Queue<Evidence> kept = new ConcurrentLinkedQueue<>();
    private final Tally<SafetyViolation> violations = new Tally<>(SafetyViolation.class);
    private final Tally<ByzantineAct> acts = new Tally<>(ByzantineAct.class);
    private final Tally<ProtocolAnomaly> anomalies = new Tally<>(ProtocolAnomaly.class);
    private final Tally<SkipReason> skipped = new Tally<>(SkipReason.class);
    private final LongAdder checks = new LongAdder();
    private final AccusedValidators accused = new AccusedValidators();
    private final AtomicBoolean lacksBytes = new AtomicBoolean();
    private final List<Consumer<Evidence>> witnesses = new CopyOnWriteArrayList<>();

    Findings(
            SafetyMetrics metrics,
            EventPublisher bus,
            UnixClock clock,
            @Nullable EvidenceSource source,
            String version) {
        this.metrics = metrics;
        this.bus = bus;
        this.clock = clock;
        this.source = source;
        this.version = version;
    }

    /** An invariant is broken; nobody else is accused. */
    void violation(SafetyViolation type, long view, Members members, long nanos, Testimony... facts) {
        if (once.add(type, -1, view)) {
            violations.increment(type);
            metrics.violations.of(type).increment();
            keep(evidence(type, view, -1, members, nanos, facts));
        }
    }

    /** A validator did what only a faulty one does. Only for facts whose signatures were verified. */
    void act(ByzantineAct type, long view, int validator, Members members, long nanos, Testimony... facts) {
        act(type, view, validator, members, nanos, () -> facts);
    }

    /** The same with facts that are asked for only when it is news, since the host may have to look for what was signed. */
    void act(ByzantineAct type, long view, int validator, Members members, long nanos, Supplier<Testimony[]> facts) {
        if (once.add(type, validator, view)) {
            acts.increment(type);
            metrics.acts.of(type).increment();
            accused.add(members.identity(validator));
            keep(evidence(type, view, validator, members, nanos, facts.get()));
        }
    }

    void anomaly(ProtocolAnomaly type) {
        anomalies.increment(type);
        metrics.anomalies.of(type).increment();
    }

    void skipped(SkipReason reason) {
        skipped.increment(reason);
        metrics.skipped.of(reason).increment();
    }

    /** Says who else is told of each finding, inline. */
    void witness(Consumer<Evidence> next) {
        witnesses.add(next);
    }

    /** Checks were carried out other than those of the table of acts, which counts its own. */
    void checked(int count) {
        checks.add(count);
    }

    /** The bytes behind a reference, in hexadecimal digits; empty when there are none. */
    String signed(long ref) {
        EvidenceSource host = source;
        if (host == null || ref == 0) {
            return "";
        }
        try {
            byte[] bytes = host.signedBytes(ref);
            if (bytes == null) {
                return "";
            } else if (bytes.length <= EvidenceSource.MAX_BYTES) {
                return HexFormat.of().formatHex(bytes);
            }
            unsigned(bytes.length + " bytes are more than " + EvidenceSource.MAX_BYTES, null);
        } catch (Throwable thrown) { // a finding is kept whatever the host does
            unsigned("it threw", thrown);
        }
        return "";
    }

    private void unsigned(String why, @Nullable Throwable thrown) {
        if (!lacksBytes.getAndSet(true)) {
            GuardedThread.log(
                    LOG,
                    System.Logger.Level.WARNING,
                    "evidence is kept without the bytes that were signed, which the evidence source was asked for: "
                            + why,
                    thrown);
        }
    }

    long count(Finding type) {
        if (type instanceof SafetyViolation violation) {
            return violations.count(violation);
        }
        return type instanceof ByzantineAct act ? acts.count(act) : anomalies.count((ProtocolAnomaly) type);
    }

    long count(SkipReason reason) {
        return skipped.count(reason);
    }

    long checks() {
        return checks.sum();
    }

    AccusedValidators accused() {
        return accused;
    }

    /** The evidence of violations, or of acts. */
    List<Evidence> of(Class<? extends Finding> sort) {
        List<Evidence> found = new ArrayList<>();
        for (Evidence evidence : kept) {
            if (sort.isInstance(evidence.type())) {
                found.add(evidence);
            }
        }
        return List.copyOf(found);
    }

    private Evidence evidence(Finding type, long view, int validator, Members members, long nanos, Testimony... facts) {
        return new Evidence(
                type,
                view,
                validator,
                members.key(validator),
                members.epoch(),
                List.of(facts),
                (long) (clock.secondsAt(nanos) * 1e3),
                members.ownIndex(),
                version);
    }

    private void keep(Evidence evidence) {
        if (quota.admit(evidence)) {
            kept.add(evidence);
        }
        bus.publish(new SafetyEvent(evidence));
        Throwable first = null;
        for (Consumer<Evidence> witness : witnesses) {
            Throwable thrown = GuardedThread.call(() -> witness.accept(evidence));
            first = first == null ? thrown : first;
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first != null) {
            throw first instanceof RuntimeException thrown ? thrown : new IllegalStateException(first);
        }
    }
}
