package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamilies.CERTIFICATES;
import static io.quorumeter.consensus.ConsensusFamilies.CERTIFICATES_REJECTED;
import static io.quorumeter.consensus.ConsensusFamilies.CERTIFICATE_POWER_RATIO;
import static io.quorumeter.consensus.ConsensusFamilies.HIGH_QC_VIEW;
import static io.quorumeter.consensus.ConsensusFamilies.QUORUM_DELAY;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Certificates, each counted once, and how long their quorums took. Those received may come from any thread; so the highest view is
 * kept here, where it can only rise, and observed.
 */
final class CertificateMetrics {
    private final By2<CertificateKind, CertificateSource, Counter> certificates;
    private final By2<CertificateKind, CertificateFault, Counter> rejected;
    private final By<VotePhase, Timer> quorumDelay;
    private final By<CertificateKind, Histogram> powerRatio;
    private final ValidatorSchedule schedule;
    private final AtomicLong highQcView = new AtomicLong();
    private final List<RecentCertificates> known = Arrays.stream(CertificateKind.values())
            .map(kind -> new RecentCertificates())
            .toList();

    CertificateMetrics(MetricsCollector metrics, Bounds protocolTimes, ValidatorSchedule schedule) {
        this.schedule = schedule;
        certificates = CERTIFICATES.on(metrics);
        rejected = CERTIFICATES_REJECTED.on(metrics);
        quorumDelay = QUORUM_DELAY.bounds(protocolTimes).on(metrics);
        powerRatio = CERTIFICATE_POWER_RATIO.on(metrics);
        HIGH_QC_VIEW.observe(metrics, highQcView::get);
    }

    /** Counts the certificate and says whether it is news. */
    boolean known(CertificateEvent certificate, CertificateSource source) {
        if (!of(certificate.kind()).add(certificate)) {
            return false;
        }
        certificates.of(certificate.kind(), source).increment();
        long total = schedule.of(certificate.view()).validators().totalPower();
        if (certificate.power() > 0) {
            powerRatio.of(certificate.kind()).record((double) certificate.power() / total);
        }
        if (certificate.kind() == CertificateKind.QUORUM) {
            raise(certificate.view());
        }
        return true;
    }

    /** Nanoseconds since the certificate was first known, −1 when it is not remembered. */
    long age(CertificateKind kind, long view, BlockId block, long now) {
        return of(kind).age(view, block, now);
    }

    void quorumReached(VotePhase phase, long nanos) {
        quorumDelay.of(phase).record(nanos);
    }

    void rejected(CertificateKind kind, CertificateFault reason) {
        rejected.of(kind, reason).increment();
    }

    /** A certificate of this view is known, from whatever source. */
    void raise(long view) {
        highQcView.accumulateAndGet(view, Math::max);
    }

    long highQcView() {
        return highQcView.get();
    }

    private RecentCertificates of(CertificateKind kind) {
        return known.get(kind.ordinal());
    }
}
