package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.Signers;

/**
 * Looks at certificates before they are judged. What was signed by others than the members of its view's set is judged by its set as far as
 * that is known: the first time it is a weak certificate and shows that the description of the set is wrong. From then on, and for views
 * before the first set that is known, such a certificate is taken as one that hides its signers, by the power that the host tells. Safe
 * from any thread.
 */
final class CertificateScreen {
    private final Rules rules;
    private final Findings findings;
    private final Epochs epochs;

    CertificateScreen(Rules rules, Findings findings, Epochs epochs) {
        this.rules = rules;
        this.findings = findings;
        this.epochs = epochs;
    }

    /** The certificate as it is to be judged. */
    CertificateEvent screen(CertificateEvent certificate) {
        int highest = certificate.signers().highest();
        Members members = epochs.membersOf(certificate.view());
        if (highest < members.size() || certificate.view() <= 0) {
            return certificate;
        }
        boolean known = certificate.view() >= members.firstView();
        if (known && rules.fitsValidators()) {
            rules.toldSigner(highest, members.size());
            return certificate;
        }
        findings.skipped(SkipReason.EPOCH_CHANGE);
        return CertificateEvent.of(
                        certificate.kind(),
                        certificate.view(),
                        certificate.block(),
                        Signers.none(),
                        certificate.power())
                .over(certificate.innerView())
                .ref(certificate.ref())
                .at(certificate.nanos());
    }
}
