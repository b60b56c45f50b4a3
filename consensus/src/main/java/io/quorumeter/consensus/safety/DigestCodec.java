package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.VotePhase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Digests as bytes. Numbers are varints (seven bits a byte, low ones first), those that may be −1 plus one. Blocks stand in a table in
 * front and are referred to by their place in it.
 *
 * <pre>
 * "QMOD" | version 1 | observer + 1 | epoch | n | blocks: count, 32 bytes each
 * proposals: count, each: view, proposer + 1, block, height, parent, justify view + 1, justify block
 * certificates: count, each: kind, view, inner view + 1, block, power, bytes of signers, bits of signers
 * votes: count, each: view, validator · 2 + phase, block, justify view + 1
 * claims: count, each: view, validator, lock view
 * commits, states: count, each: height, block
 * votes left out
 * </pre>
 */
final class DigestCodec {
    private static final byte[] MAGIC = {'Q', 'M', 'O', 'D', 1};

    private DigestCodec() {}

    static byte[] encode(ObservationDigest digest) {
        DigestWriter body = new DigestWriter();
        body.number(digest.proposals().size());
        for (ReceivedProposal proposal : digest.proposals()) {
            body.number(proposal.view()).number(proposal.proposer() + 1L).block(proposal.id());
            body.number(proposal.height()).block(proposal.parent());
            body.number(proposal.justifyView() + 1).block(proposal.justifyId());
        }
        body.number(digest.certificates().size());
        for (CertificateEvent certificate : digest.certificates()) {
            body.number(certificate.kind().ordinal()).number(certificate.view());
            body.number(certificate.innerView() + 1).block(certificate.block());
            body.number(certificate.power()).signers(certificate.signers());
        }
        body.number(digest.votes().size());
        for (ObservationDigest.Vote vote : digest.votes()) {
            body.number(vote.view()).number(vote.validator() * 2L + vote.phase().ordinal());
            body.block(vote.block()).number(vote.justifyView() + 1);
        }
        body.number(digest.claims().size());
        for (ObservationDigest.Claim claim : digest.claims()) {
            body.number(claim.view()).number(claim.validator()).number(claim.lockView());
        }
        for (List<ObservationDigest.Reached> reached : List.of(digest.commits(), digest.states())) {
            body.number(reached.size());
            reached.forEach(at -> body.number(at.height()).block(at.id()));
        }
        body.number(digest.leftOut());
        DigestWriter head = new DigestWriter().raw(MAGIC);
        head.number(digest.observer() + 1L).number(digest.epoch()).number(digest.validators());
        return head.table(body).raw(body.bytes()).bytes();
    }

    static ObservationDigest decode(byte[] bytes) {
        DigestReader in = new DigestReader(bytes);
        in.expect(MAGIC);
        int observer = in.index(Protocol.MAX_REPLICAS + 1L, "observer") - 1;
        long epoch = in.number();
        int n = in.index(Protocol.MAX_REPLICAS + 1L, "validators");
        in.table();
        List<ReceivedProposal> proposals = list(
                in,
                7,
                () -> new ReceivedProposal(
                        in.number(),
                        in.index(n + 1L, "proposer") - 1,
                        in.block(),
                        in.number(),
                        in.block(),
                        in.number() - 1,
                        in.block(),
                        Verification.VERIFIED,
                        0,
                        0));
        List<CertificateEvent> certificates = list(in, 6, () -> certificate(in, n));
        List<ObservationDigest.Vote> votes = list(in, 4, () -> vote(in, n));
        List<ObservationDigest.Claim> claims =
                list(in, 3, () -> new ObservationDigest.Claim(in.number(), in.index(n, "validator"), in.number()));
        List<ObservationDigest.Reached> commits =
                list(in, 2, () -> new ObservationDigest.Reached(in.number(), in.block()));
        List<ObservationDigest.Reached> states =
                list(in, 2, () -> new ObservationDigest.Reached(in.number(), in.block()));
        long leftOut = in.number();
        in.end();
        return new ObservationDigest(
                observer, epoch, n, proposals, certificates, votes, claims, commits, states, leftOut);
    }

    private static CertificateEvent certificate(DigestReader in, int n) {
        CertificateKind kind = CertificateKind.values()[in.index(CertificateKind.values().length, "kind")];
        long view = in.number();
        long innerView = in.number() - 1;
        BlockId block = in.block();
        long power = in.number();
        Signers signers = in.signers(n);
        return CertificateEvent.of(kind, view, block, signers, power)
                .over(innerView)
                .at(0);
    }

    private static ObservationDigest.Vote vote(DigestReader in, int n) {
        long view = in.number();
        int who = in.index(2L * n, "validator and phase");
        VotePhase phase = (who & 1) == 0 ? VotePhase.VOTE : VotePhase.VOTE2;
        return new ObservationDigest.Vote(view, phase, who >> 1, in.block(), in.number() - 1);
    }

    private static <T> List<T> list(DigestReader in, int leastBytes, Supplier<T> entry) {
        int count = in.count(leastBytes);
        List<T> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry.get());
        }
        return entries;
    }
}
