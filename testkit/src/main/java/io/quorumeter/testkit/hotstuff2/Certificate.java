package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.VotePhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of a quorum on one statement. It can be checked from its bytes and the validators' keys alone; having one
 * in hand says nothing before that was done. Immutable.
 */
public final class Certificate {
    private final CertificateKind kind;
    private final long view;
    private final long innerView;
    private final BlockId block;
    private final long height;
    private final Signers signers;
    private final List<Signature> signatures;
    private @Nullable BlockId digest;

    /**
     * A certificate, not verified.
     *
     * @param kind quorum, double or timeout
     * @param view the view of the votes; for a timeout certificate the view wished for
     * @param innerView quorum: the view that the block's parent was certified in; double: the view of the certificate voted
     *     for; timeout: 0
     * @param block the block; {@link BlockId#NONE} for a timeout certificate
     * @param height its height; 0 for a timeout certificate
     * @param signers who signed
     * @param signatures their signatures, in ascending order of the signers
     * @throws IllegalArgumentException when there are not as many signatures as signers
     */
    public Certificate(
            CertificateKind kind,
            long view,
            long innerView,
            BlockId block,
            long height,
            Signers signers,
            List<Signature> signatures) {
        if (signers.size() != signatures.size()) {
            throw new IllegalArgumentException(
                    "signatures: " + signatures.size() + " given for " + signers.size() + " signers");
        }
        this.kind = kind;
        this.view = view;
        this.innerView = innerView;
        this.block = block;
        this.height = height;
        this.signers = signers;
        this.signatures = List.copyOf(signatures);
    }

    /**
     * The certificate that a chain starts with: of view 0, signed by nobody and valid by agreement.
     *
     * @param genesis the genesis block
     * @return its certificate
     */
    public static Certificate genesis(BlockId genesis) {
        return new Certificate(CertificateKind.QUORUM, 0, 0, genesis, 0, Signers.none(), List.of());
    }

    /**
     * What each signer signed.
     *
     * @param genesis the chain
     * @return the bytes, as {@link Statements} describes them
     */
    public byte[] statement(BlockId genesis) {
        return switch (kind) {
            case QUORUM -> Statements.vote(genesis, VotePhase.VOTE, view, block, height, innerView);
            case DOUBLE -> Statements.vote(genesis, VotePhase.VOTE2, view, block, height, innerView);
            case TIMEOUT -> Statements.wish(genesis, view);
        };
    }

    /**
     * Which of the three it is.
     *
     * @return the kind
     */
    public CertificateKind kind() {
        return kind;
    }

    /**
     * Its rank: the view of the votes, or the view wished for.
     *
     * @return 0 or more
     */
    public long view() {
        return view;
    }

    /**
     * The view inside the votes.
     *
     * @return quorum: of the certificate of the block's parent; double: of the certificate voted for; timeout: 0
     */
    public long innerView() {
        return innerView;
    }

    /**
     * The block that it is for.
     *
     * @return {@link BlockId#NONE} for a timeout certificate
     */
    public BlockId block() {
        return block;
    }

    /**
     * The height of the block, which its voters checked.
     *
     * @return 0 for genesis and for a timeout certificate
     */
    public long height() {
        return height;
    }

    /**
     * Who signed.
     *
     * @return the signers
     */
    public Signers signers() {
        return signers;
    }

    /**
     * The signatures in ascending order of the signers.
     *
     * @return an unmodifiable list
     */
    public List<Signature> signatures() {
        return signatures;
    }

    /** The SHA-256 of all of its bytes: a forged one that differs only in a signature has another digest. */
    BlockId digest() {
        BlockId known = digest;
        if (known == null) {
            known = BlockId.of(Block.sha256().digest(MessageCodec.encode(this)));
            digest = known;
        }
        return known;
    }

    /** Whether both are for the same block in the same view, by whomever they are signed. */
    boolean sameAs(Certificate other) {
        return kind == other.kind && view == other.view && block.equals(other.block);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && digest().equals(that.digest());
    }

    @Override
    public int hashCode() {
        return digest().hashCode();
    }

    @Override
    public String toString() {
        return "Certificate[" + kind + ", view=" + view + ", height=" + height + ", block="
                + block.toString().substring(0, 8) + ", signers=" + signers + "]";
    }
}
