package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateFault;
import io.quorumeter.consensus.CertificateKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies certificates and remembers which ones were found valid, by the digest of all of their bytes: one that was
 * forged by changing a signature of a valid one is looked at anew. Both memories are bounded; what drops out is only
 * verified, or told of, again.
 */
final class CertificateChecker {
    private static final int REMEMBERED = 1024;

    private record Subject(CertificateKind kind, long view, BlockId block) {}

    private final Core core;
    private final Certificate genesis;
    private final Map<BlockId, Boolean> valid = new Recent<>();
    private final Map<Subject, Boolean> told = new Recent<>();

    CertificateChecker(Core core) {
        this.core = core;
        this.genesis = Certificate.genesis(core.genesis);
    }

    /** Whether a certificate is valid and of the kind; tells of it either way. */
    boolean verify(Certificate certificate, CertificateKind kind, int sender) {
        if (certificate.view() == 0 && certificate.equals(genesis) && kind == CertificateKind.QUORUM) {
            return true;
        }
        boolean known = valid.get(certificate.digest()) != null;
        if (known && certificate.kind() == kind) {
            return true;
        }
        CertificateFault fault = known ? CertificateFault.VIEW_MISMATCH : faultOf(certificate, kind);
        if (fault != null) {
            core.events.certificateRejected(certificate.kind(), certificate.view(), sender, fault, core.ref, core.now);
            return false;
        }
        valid.put(certificate.digest(), true);
        if (told.put(subject(certificate), true) == null) {
            core.events.certificateReceived(event(certificate));
        }
        return true;
    }

    /** A certificate that this replica put together from votes which it verified. */
    void formed(Certificate certificate) {
        valid.put(certificate.digest(), true);
        if (told.put(subject(certificate), true) == null) {
            core.events.certificateFormed(event(certificate));
        }
    }

    private @Nullable CertificateFault faultOf(Certificate certificate, CertificateKind kind) {
        if (certificate.kind() != kind || !viewsFit(certificate)) {
            return CertificateFault.VIEW_MISMATCH;
        }
        boolean aboutBlock = kind != CertificateKind.TIMEOUT;
        if (aboutBlock != certificate.height() > 0
                || aboutBlock == certificate.block().equals(BlockId.NONE)) {
            return CertificateFault.UNKNOWN_BLOCK;
        }
        if (certificate.signers().highest() >= core.config.replicas()) {
            return CertificateFault.UNKNOWN_SIGNER;
        }
        if (!core.isQuorum(certificate.signers().size())) {
            return CertificateFault.BELOW_QUORUM;
        }
        byte[] statement = certificate.statement(core.genesis);
        int[] signers = certificate.signers().stream().toArray();
        for (int i = 0; i < signers.length; i++) {
            if (!core.crypto.verify(
                    signers[i], statement, certificate.signatures().get(i))) {
                return CertificateFault.INVALID_SIGNATURE;
            }
        }
        return null;
    }

    private static boolean viewsFit(Certificate certificate) {
        return switch (certificate.kind()) {
            case QUORUM -> certificate.innerView() < certificate.view();
            case DOUBLE -> certificate.view() > 0 && certificate.innerView() == certificate.view();
            case TIMEOUT -> certificate.view() > 0 && certificate.innerView() == 0;
        };
    }

    private CertificateEvent event(Certificate certificate) {
        return CertificateEvent.of(
                        certificate.kind(),
                        certificate.view(),
                        certificate.block(),
                        certificate.signers(),
                        certificate.signers().size())
                .over(certificate.innerView())
                .ref(core.ref)
                .at(core.now);
    }

    private static Subject subject(Certificate certificate) {
        return new Subject(certificate.kind(), certificate.view(), certificate.block());
    }

    /** Forgets what was not asked for longest. */
    private static final class Recent<K> extends LinkedHashMap<K, Boolean> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
