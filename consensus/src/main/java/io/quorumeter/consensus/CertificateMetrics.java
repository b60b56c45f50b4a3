package io.quorumeter.consensus;

import static io.quorumeter.consensus.ConsensusFamily.CERTIFICATES;
import static io.quorumeter.consensus.ConsensusFamily.CERTIFICATES_REJECTED;
import static io.quorumeter.consensus.ConsensusFamily.CERTIFICATE_POWER_RATIO;
import static io.quorumeter.consensus.ConsensusFamily.HIGH_QC_VIEW;
import static io.quorumeter.consensus.ConsensusFamily.QUORUM_DELAY;
import static io.quorumeter.consensus.ConsensusFamily.VOTES_RECEIVED;
import static io.quorumeter.consensus.ConsensusFamily.VOTES_SENT;

import io.quorumeter.Bounds;
import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Histogram;
import io.quorumeter.Timer;
import io.quorumeter.binding.Families;
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
    private final Electorates electorates;
    private final AtomicLong highQcView = new AtomicLong();
    private final List<RecentCertificates> known = Arrays.stream(CertificateKind.values())
            .map(kind -> new RecentCertificates())
            .toList();

    CertificateMetrics(Families families, Bounds protocolTimes, Electorates electorates) {
        this.electorates = electorates;
        certificates = families.counter(CERTIFICATES)
                .causedBy(families.names(VOTES_RECEIVED, VOTES_SENT))
                .by("kind", CertificateKind.class)
                .by("source", CertificateSource.class)
                .create();
        rejected = families.counter(CERTIFICATES_REJECTED)
                .by("kind", CertificateKind.class)
                .by("reason", CertificateFault.class)
                .create();
        quorumDelay = families.timer(QUORUM_DELAY)
                .bounds(protocolTimes)
                .causedBy(families.names(CERTIFICATES))
                .by("phase", VotePhase.class)
                .create();
        powerRatio = families.histogram(CERTIFICATE_POWER_RATIO)
                .causedBy(families.names(CERTIFICATES))
                .by("kind", CertificateKind.class)
                .create();
        families.gauge(HIGH_QC_VIEW).causedBy(families.names(CERTIFICATES)).observe(highQcView::get);
    }

    /** Counts the certificate and says whether it is news. */
    boolean known(CertificateEvent certificate, CertificateSource source) {
        if (!of(certificate.kind()).add(certificate)) {
            return false;
        }
        certificates.of(certificate.kind(), source).increment();
        long total = electorates.of(certificate.view()).totalPower();
        if (certificate.power() > 0 && total > 0) {
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
