package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.CertificateFault;
import io.quorumeter.consensus.ProtocolAnomaly;
import io.quorumeter.consensus.UnixClock;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.consensus.VoteResult;
import java.time.Duration;

/** What the replica refused, by what it points to. Counted only. Safe from any thread. */
final class Anomalies {
    private static final Duration LEAST_SKEW = Duration.ofSeconds(1);
    private static final int SKEW_DELTAS = 8;

    private final Findings findings;
    private final UnixClock clock;
    private final double skewSeconds;
    private volatile long lastNanos;

    Anomalies(Findings findings, UnixClock clock, Duration delta) {
        this.findings = findings;
        this.clock = clock;
        this.skewSeconds = slack(delta).toMillis() / 1e3;
    }

    /** A second, or 8 Δ where that is more. */
    static Duration slack(Duration delta) {
        Duration some = delta.multipliedBy(SKEW_DELTAS);
        return some.compareTo(LEAST_SKEW) > 0 ? some : LEAST_SKEW;
    }

    void proposed(long nanos) {
        lastNanos = nanos;
    }

    /** When the last proposal arrived, by the nanosecond clock. */
    long lastNanos() {
        return lastNanos;
    }

    /** The time in a proposal, which follows its arrival. A second, or 8 Δ where that is more, counts as far. */
    void timestamp(long headerMillis) {
        if (Math.abs(clock.wallSecondsAt(lastNanos) - headerMillis / 1e3) > skewSeconds) {
            findings.anomaly(ProtocolAnomaly.CLOCK_SKEW);
        }
    }

    void vote(VoteResult result) {
        switch (result) {
            case DUPLICATE -> findings.anomaly(ProtocolAnomaly.DUPLICATE_MESSAGE);
            case FUTURE -> findings.anomaly(ProtocolAnomaly.FUTURE_MESSAGE);
            case INVALID_SIGNATURE -> findings.anomaly(ProtocolAnomaly.INVALID_SIGNATURE);
            case UNKNOWN_SIGNER -> findings.anomaly(ProtocolAnomaly.UNKNOWN_SIGNER);
            case ACCEPTED, LATE, STALE, CONFLICTING -> {}
        }
    }

    /** A vote was refused. One that conflicts with another cannot be held against who signed it without its block. */
    void voteRejected(VoteResult reason) {
        vote(reason);
        if (reason == VoteResult.CONFLICTING) {
            findings.skipped(SkipReason.UNKNOWN_BLOCK);
        }
    }

    void viewChange(ViewChangeResult result) {
        switch (result) {
            case DUPLICATE -> findings.anomaly(ProtocolAnomaly.DUPLICATE_MESSAGE);
            case FUTURE -> findings.anomaly(ProtocolAnomaly.FUTURE_MESSAGE);
            case INVALID_SIGNATURE -> findings.anomaly(ProtocolAnomaly.INVALID_SIGNATURE);
            case UNKNOWN_SIGNER -> findings.anomaly(ProtocolAnomaly.UNKNOWN_SIGNER);
            case ACCEPTED, STALE, CONFLICTING -> {}
        }
    }

    void certificate(CertificateFault fault) {
        switch (fault) {
            case INVALID_SIGNATURE -> findings.anomaly(ProtocolAnomaly.INVALID_SIGNATURE);
            case UNKNOWN_SIGNER -> findings.anomaly(ProtocolAnomaly.UNKNOWN_SIGNER);
            case BELOW_QUORUM, DUPLICATE_SIGNER, VIEW_MISMATCH, UNKNOWN_BLOCK ->
                findings.anomaly(ProtocolAnomaly.MALFORMED);
        }
    }
}
