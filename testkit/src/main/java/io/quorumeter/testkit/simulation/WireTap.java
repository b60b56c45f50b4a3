package io.quorumeter.testkit.simulation;

import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateFault;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.ProposalResult;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.Verification;
import io.quorumeter.consensus.ViewChangeKind;
import io.quorumeter.consensus.ViewChangeResult;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.consensus.VoteResult;
import io.quorumeter.testkit.hotstuff2.Block;
import io.quorumeter.testkit.hotstuff2.Certificate;
import io.quorumeter.testkit.hotstuff2.Crypto;
import io.quorumeter.testkit.hotstuff2.Message;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Blocks;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import io.quorumeter.testkit.hotstuff2.Signature;
import io.quorumeter.testkit.hotstuff2.Statements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees every message that any replica sends, verifies it itself, and tells a listener as if it had been addressed to it. A certificate is
 * a bundle of signed votes, so each vote inside it is told as well: a leader's vote for its own block shows nowhere else. What does not
 * verify is not told, but for what a leader signed.
 */
final class WireTap {
    private static final int REMEMBERED = 4096;

    private final Protocol protocol;
    private final Block genesis;
    private final Certificate root;
    private final Crypto crypto;
    private final HotStuff2Listener listener;
    private final @Nullable Message[] last;
    private final Map<Certificate, Boolean> certificates = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Certificate, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long now;

    WireTap(Protocol protocol, Block genesis, Crypto crypto, HotStuff2Listener listener) {
        this.protocol = protocol;
        this.genesis = genesis;
        this.root = Certificate.genesis(genesis.id());
        this.crypto = crypto;
        this.listener = listener;
        this.last = new Message[protocol.replicas()];
    }

    void left(int from, Message message, long nanos) {
        boolean same = last[from] == message;
        last[from] = message;
        if (same || message.sender() < 0 || message.sender() >= protocol.replicas()) {
            return;
        }
        now = nanos;
        if (message instanceof Propose propose) {
            proposal(propose);
        } else if (message instanceof Vote vote) {
            vote(vote);
        } else if (message instanceof Status status) {
            status(status);
        } else if (message instanceof Wish wish) {
            wish(wish);
        } else if (message instanceof Prepare prepare) {
            certificate(prepare.certificate(), prepare.sender());
        } else if (message instanceof Advance advance) {
            certificate(advance.certificate(), advance.sender());
        } else if (message instanceof Blocks blocks && blocks.doubleCertificate() != null) {
            certificate(blocks.doubleCertificate(), blocks.sender());
        }
    }

    private void proposal(Propose propose) {
        Block block = propose.block();
        Certificate justify = propose.justify();
        int sender = propose.sender();
        byte[] statement = Statements.proposal(genesis.id(), block.view(), block.id(), justify.view());
        if (!crypto.verify(sender, statement, propose.signature())) {
            return;
        }
        if (block.view() % protocol.replicas() != sender) {
            reject(propose, ProposalResult.WRONG_LEADER);
            return;
        }
        boolean valid = certificate(justify, sender);
        if (propose.highDouble() != null) {
            valid &= certificate(propose.highDouble(), sender);
        }
        listener.proposalReceived(new ReceivedProposal(
                block.view(),
                sender,
                block.id(),
                block.height(),
                block.parent(),
                justify.view(),
                justify.block(),
                Verification.VERIFIED,
                0,
                now));
        if (!valid) {
            reject(propose, ProposalResult.INVALID_CERTIFICATE);
        }
    }

    private void reject(Propose propose, ProposalResult reason) {
        Block block = propose.block();
        listener.proposalRejected(block.view(), propose.sender(), block.id(), Verification.VERIFIED, reason, 0, now);
    }

    private void vote(Vote vote) {
        if (vote.certificate() != null) {
            certificate(vote.certificate(), vote.sender());
        }
        byte[] statement =
                Statements.vote(genesis.id(), vote.phase(), vote.view(), vote.block(), vote.height(), vote.innerView());
        if (crypto.verify(vote.sender(), statement, vote.signature())) {
            listener.voteReceived(
                    vote.view(),
                    vote.phase(),
                    vote.sender(),
                    vote.block(),
                    vote.innerView(),
                    VoteResult.ACCEPTED,
                    Verification.VERIFIED,
                    0,
                    now);
        }
    }

    private void status(Status status) {
        certificate(status.lock(), status.sender());
        if (status.highDouble() != null) {
            certificate(status.highDouble(), status.sender());
        }
        byte[] statement = Statements.status(
                genesis.id(),
                status.view(),
                status.lock().block(),
                status.lock().view());
        if (crypto.verify(status.sender(), statement, status.signature())) {
            tellViewChange(
                    ViewChangeKind.STATUS,
                    status.view(),
                    status.sender(),
                    status.lock().view());
        }
    }

    private void wish(Wish wish) {
        if (crypto.verify(wish.sender(), Statements.wish(genesis.id(), wish.view()), wish.signature())) {
            tellViewChange(ViewChangeKind.WISH, wish.view(), wish.sender(), -1);
        }
    }

    private void tellViewChange(ViewChangeKind kind, long view, int sender, long lockView) {
        listener.viewChangeReceived(
                kind, view, sender, lockView, ViewChangeResult.ACCEPTED, Verification.VERIFIED, 0, now);
    }

    /** Whether a certificate is valid; tells of it the first time. */
    private boolean certificate(Certificate certificate, int sender) {
        if (certificate.view() == 0) {
            return certificate.equals(root);
        }
        Boolean known = certificates.get(certificate);
        if (known != null) {
            return known;
        }
        boolean valid = isValid(certificate);
        certificates.put(certificate, valid);
        if (!valid) {
            listener.certificateRejected(
                    certificate.kind(), certificate.view(), sender, CertificateFault.INVALID_SIGNATURE, 0, now);
            return false;
        }
        if (certificate.kind() != CertificateKind.TIMEOUT) {
            VotePhase phase = certificate.kind() == CertificateKind.QUORUM ? VotePhase.VOTE : VotePhase.VOTE2;
            certificate.signers().stream()
                    .forEach(signer -> listener.voteReceived(
                            certificate.view(),
                            phase,
                            signer,
                            certificate.block(),
                            certificate.innerView(),
                            VoteResult.ACCEPTED,
                            Verification.VERIFIED,
                            0,
                            now));
        }
        listener.certificateReceived(CertificateEvent.of(
                        certificate.kind(),
                        certificate.view(),
                        certificate.block(),
                        certificate.signers(),
                        certificate.signers().size())
                .over(certificate.innerView())
                .at(now));
        return true;
    }

    private boolean isValid(Certificate certificate) {
        if (certificate.signers().highest() >= protocol.replicas()
                || certificate.signers().size() < protocol.validators().quorumPower()) {
            return false;
        }
        byte[] statement = certificate.statement(genesis.id());
        List<Signature> signatures = certificate.signatures();
        int[] signers = certificate.signers().stream().toArray();
        for (int i = 0; i < signers.length; i++) {
            if (!crypto.verify(signers[i], statement, signatures.get(i))) {
                return false;
            }
        }
        return true;
    }
}
