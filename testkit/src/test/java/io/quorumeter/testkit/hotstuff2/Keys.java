package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs as any validator of one chain, rightly or wrongly, and counts verifications. */
final class Keys {
    final BlockId genesis;
    int verifications;

    Keys(BlockId genesis) {
        this.genesis = genesis;
    }

    Crypto of(int validator) {
        return new Crypto() {
            @Override
            public Signature sign(byte[] statement) {
                return Keys.sign(validator, statement);
            }

            @Override
            public boolean verify(int signer, byte[] statement, Signature signature) {
                verifications++;
                return signature.equals(Keys.sign(signer, statement));
            }
        };
    }

    static Signature sign(int validator, byte[] statement) {
        MessageDigest sha256 = Block.sha256();
        sha256.update((byte) validator);
        return Signature.of(Arrays.copyOf(sha256.digest(statement), 16));
    }

    Propose propose(Block block, Certificate justify) {
        return propose(block, justify, null);
    }

    Propose propose(Block block, Certificate justify, @Nullable Certificate highDouble) {
        byte[] statement = Statements.proposal(genesis, block.view(), block.id(), justify.view());
        return new Propose(block.proposer(), block, justify, highDouble, sign(block.proposer(), statement));
    }

    Vote vote(int voter, Block block, Certificate justify) {
        byte[] statement =
                Statements.vote(genesis, VotePhase.VOTE, block.view(), block.id(), block.height(), justify.view());
        return new Vote(
                voter,
                VotePhase.VOTE,
                block.view(),
                block.id(),
                block.height(),
                justify.view(),
                null,
                sign(voter, statement));
    }

    Vote vote2(int voter, Certificate certificate) {
        byte[] statement = Statements.vote(
                genesis,
                VotePhase.VOTE2,
                certificate.view(),
                certificate.block(),
                certificate.height(),
                certificate.view());
        return new Vote(
                voter,
                VotePhase.VOTE2,
                certificate.view(),
                certificate.block(),
                certificate.height(),
                certificate.view(),
                certificate,
                sign(voter, statement));
    }

    Status status(int sender, long view, Certificate lock) {
        return status(sender, view, lock, null);
    }

    Status status(int sender, long view, Certificate lock, @Nullable Certificate highDouble) {
        return new Status(
                sender,
                view,
                lock,
                highDouble,
                sign(sender, Statements.status(genesis, view, lock.block(), lock.view())));
    }

    Wish wish(int sender, long view) {
        return new Wish(sender, view, sign(sender, Statements.wish(genesis, view)));
    }

    Certificate quorum(Block block, Certificate justify, int... signers) {
        return signed(CertificateKind.QUORUM, block.view(), justify.view(), block.id(), block.height(), signers);
    }

    Certificate twice(Certificate certificate, int... signers) {
        return signed(
                CertificateKind.DOUBLE,
                certificate.view(),
                certificate.view(),
                certificate.block(),
                certificate.height(),
                signers);
    }

    Certificate timeout(long view, int... signers) {
        return signed(CertificateKind.TIMEOUT, view, 0, BlockId.NONE, 0, signers);
    }

    Certificate signed(CertificateKind kind, long view, long innerView, BlockId block, long height, int... signers) {
        Certificate unsigned = new Certificate(kind, view, innerView, block, height, Signers.none(), List.of());
        byte[] statement = unsigned.statement(genesis);
        List<Signature> signatures = Arrays.stream(signers)
                .sorted()
                .mapToObj(signer -> sign(signer, statement))
                .toList();
        return new Certificate(kind, view, innerView, block, height, Signers.of(signers), signatures);
    }

    /** The same with one signature that is not right. */
    static Certificate forged(Certificate certificate) {
        List<Signature> signatures = new ArrayList<>(certificate.signatures());
        signatures.set(0, Signature.of(new byte[16]));
        return new Certificate(
                certificate.kind(),
                certificate.view(),
                certificate.innerView(),
                certificate.block(),
                certificate.height(),
                certificate.signers(),
                signatures);
    }
}
