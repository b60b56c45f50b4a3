package io.quorumeter.consensus.safety;

import static io.quorumeter.consensus.SafetyViolation.COMMIT_WITHOUT_CERTIFICATE;
import static io.quorumeter.consensus.SafetyViolation.CONFLICTING_CERTIFICATES;
import static io.quorumeter.consensus.SafetyViolation.WEAK_CERTIFICATE;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges the certificates that the replica accepted, and remembers them for those who ask by what it did something. Safe from any thread.
 */
final class Certificates {
    private final Rules rules;
    private final Findings findings;
    private final Epochs epochs;
    private final Horizon horizon;
    private final ReceivedActs acts;
    private final List<Recent<CertificateEvent>> recent;
    private final AtomicLong highest = new AtomicLong();
    private final AtomicIntegerArray told = new AtomicIntegerArray(CertificateKind.values().length);

    Certificates(Rules rules, Findings findings, Epochs epochs, Horizon horizon, ReceivedActs acts) {
        this.rules = rules;
        this.findings = findings;
        this.epochs = epochs;
        this.horizon = horizon;
        this.acts = acts;
        this.recent = Arrays.stream(CertificateKind.values())
                .map(kind -> new Recent<>(
                        rules.window(),
                        CertificateEvent::view,
                        (CertificateEvent a, CertificateEvent b) -> a.block().equals(b.block())))
                .toList();
    }

    /** The replica accepted a certificate, or put it together. */
    void accepted(CertificateEvent certificate) {
        CertificateKind kind = certificate.kind();
        long view = certificate.view();
        told.set(kind.ordinal(), 1);
        if (view <= 0 || isRepeat(certificate)) {
            return;
        }
        ofKind(kind).add(certificate);
        findings.checked(2);
        Members members = epochs.membersOf(view);
        boolean weak = isWeak(certificate, members);
        if (weak) {
            rules.weak(certificate.view(), power(certificate, members), members);
            findings.violation(WEAK_CERTIFICATE, view, members, certificate.nanos(), testimony(certificate));
        } else {
            horizon.raise(view);
        }
        if (kind == CertificateKind.TIMEOUT) {
            return;
        }
        CertificateEvent other =
                ofKind(kind).find(view, (known, block) -> !known.block().equals(block), certificate.block());
        if (other != null) {
            findings.violation(
                    CONFLICTING_CERTIFICATES,
                    view,
                    members,
                    certificate.nanos(),
                    testimony(other),
                    testimony(certificate));
        }
        if (kind == CertificateKind.QUORUM && !weak) {
            highest.accumulateAndGet(view, Math::max);
        } else if (kind == CertificateKind.DOUBLE) {
            judgeDouble(certificate, members);
        }
        acts.votesIn(certificate);
    }

    /** Of one block there may be several certificates, by the votes of others; the first is kept, and each is judged. */
    private boolean isRepeat(CertificateEvent certificate) {
        CertificateEvent known = find(certificate.kind(), certificate.view(), certificate.block());
        return known != null
                && known.signers().equals(certificate.signers())
                && known.power() == certificate.power()
                && known.innerView() == certificate.innerView();
    }

    private void judgeDouble(CertificateEvent certificate, Members members) {
        if (rules.isPipelined()) {
            rules.mismatch("a double certificate was accepted");
        } else if (certificate.innerView() != certificate.view() && rules.fits()) {
            findings.violation(
                    COMMIT_WITHOUT_CERTIFICATE,
                    certificate.view(),
                    members,
                    certificate.nanos(),
                    testimony(certificate));
        }
    }

    private static boolean isWeak(CertificateEvent certificate, Members members) {
        boolean isThreshold = certificate.signers().size() == 0;
        return power(certificate, members) < members.quorumPower()
                || !(isThreshold || members.contains(certificate.signers().highest()));
    }

    private static long power(CertificateEvent certificate, Members members) {
        return certificate.signers().size() == 0 ? certificate.power() : members.power(certificate.signers());
    }

    /** The lock or a view's evidence names a certificate of this view. */
    void raise(long view) {
        highest.accumulateAndGet(view, Math::max);
    }

    /** The view of the highest quorum certificate known. */
    long highest() {
        return highest.get();
    }

    /** Whether the host tells of certificates of a kind at all. */
    boolean tells(CertificateKind kind) {
        return told.get(kind.ordinal()) != 0;
    }

    /** Why a certificate that the replica acted on need not be known, null when it should be. */
    @Nullable
    SkipReason excuse(CertificateKind kind, long view, OwnState state) {
        if (state.isBeforeRestart(view)) {
            return SkipReason.AFTER_RESTART;
        } else if (!tells(kind)) {
            rules.untold(Untold.of(kind));
            return SkipReason.UNKNOWN_BLOCK;
        }
        return horizon.covers(view) ? null : SkipReason.OUTSIDE_WINDOW;
    }

    boolean knows(CertificateKind kind, long view) {
        return ofKind(kind).find(view) != null;
    }

    /** The certificate of a block, null when it is not known. */
    @Nullable
    CertificateEvent find(CertificateKind kind, long view, BlockId block) {
        return ofKind(kind).find(view, (known, wanted) -> known.block().equals(wanted), block);
    }

    /** A quorum certificate of a view whose votes name this view of the justify, or none; null when there is none. */
    @Nullable
    CertificateEvent findOver(long view, long innerView) {
        return ofKind(CertificateKind.QUORUM)
                .find(view, (known, inner) -> known.innerView() == inner || !names(known), innerView);
    }

    private boolean names(CertificateEvent certificate) {
        return certificate.innerView() > 0 || (certificate.innerView() == 0 && rules.ranks.isNamed(Ranks.Kind.VOTE));
    }

    /** The certificates of a view, of the kinds that are about blocks. */
    void each(long view, Consumer<CertificateEvent> consumer) {
        for (CertificateKind kind : List.of(CertificateKind.QUORUM, CertificateKind.DOUBLE)) {
            ofKind(kind).each(view, consumer);
        }
    }

    private Recent<CertificateEvent> ofKind(CertificateKind kind) {
        return recent.get(kind.ordinal());
    }

    private Testimony testimony(CertificateEvent certificate) {
        return new Testimony(
                Statement.CERTIFICATE,
                certificate.view(),
                certificate.block(),
                certificate.innerView(),
                findings.signed(certificate.ref()));
    }
}
