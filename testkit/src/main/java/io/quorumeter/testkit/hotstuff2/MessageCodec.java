package io.quorumeter.testkit.hotstuff2;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.Signers;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.testkit.hotstuff2.Message.Advance;
import io.quorumeter.testkit.hotstuff2.Message.Blocks;
import io.quorumeter.testkit.hotstuff2.Message.Fetch;
import io.quorumeter.testkit.hotstuff2.Message.Prepare;
import io.quorumeter.testkit.hotstuff2.Message.Propose;
import io.quorumeter.testkit.hotstuff2.Message.Status;
import io.quorumeter.testkit.hotstuff2.Message.Vote;
import io.quorumeter.testkit.hotstuff2.Message.Wish;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages, blocks, certificates and safety states as bytes and back. The encoding is canonical: what decodes, encodes to
 * the same bytes again. Decoding takes any bytes: it allocates no more than a small multiple of their length and throws
 * nothing but {@link MalformedMessageException}. It checks form, not signatures.
 *
 * <pre>
 * message      type 1 | sender 4 | as the type says
 * block        height 8 | view 8 | proposer 4 | parent 32 | count 4 | { length 4 | transaction }
 * certificate  kind 1 | view 8 | inner view 8 | block 32 | height 8 | count 4 | { signer 4 | length 4 | signature }
 * optional     0 1, or 1 1 | certificate
 * </pre>
 *
 * Numbers are big-endian and not negative; signers ascend. Stateless, for any thread.
 */
public final class MessageCodec {
    /** The most bytes that a message may have; a transport refuses longer frames unread. */
    public static final int MAX_MESSAGE_BYTES = 32 << 20;

    /** The most transactions in a block. */
    public static final int MAX_TRANSACTIONS = 1 << 16;

    /** The longest transaction in bytes. */
    public static final int MAX_TRANSACTION_BYTES = 1 << 20;

    /** The most blocks in an answer to a fetch. */
    public static final int MAX_BLOCKS = 256;

    /** The most validators, so the highest index is one less. */
    public static final int MAX_VALIDATORS = 100_000;

    /** The highest view and height: far beyond any use, and exact as a double. */
    public static final long MAX_VIEW = 1L << 53;

    private static final int MIN_BLOCK_BYTES = 56;
    private static final CertificateKind[] KINDS = CertificateKind.values();

    private MessageCodec() {}

    /**
     * A message as bytes.
     *
     * @param message the message
     * @return its canonical encoding
     */
    public static byte[] encode(Message message) {
        Encoder out = new Encoder(sizeHint(message));
        out.u8(typeOf(message)).i32(message.sender());
        if (message instanceof Propose propose) {
            write(out, propose.block());
            write(out, propose.justify());
            writeOptional(out, propose.highDouble());
            out.sized(propose.signature().bytes());
        } else if (message instanceof Vote vote) {
            out.u8(vote.phase().ordinal()).i64(vote.view()).id(vote.block());
            out.i64(vote.height()).i64(vote.innerView());
            writeOptional(out, vote.certificate());
            out.sized(vote.signature().bytes());
        } else if (message instanceof Prepare prepare) {
            write(out, prepare.certificate());
        } else if (message instanceof Status status) {
            out.i64(status.view());
            write(out, status.lock());
            writeOptional(out, status.highDouble());
            out.sized(status.signature().bytes());
        } else if (message instanceof Wish wish) {
            out.i64(wish.view()).sized(wish.signature().bytes());
        } else if (message instanceof Advance advance) {
            write(out, advance.certificate());
        } else if (message instanceof Fetch fetch) {
            out.id(fetch.block()).i64(fetch.fromHeight());
        } else if (message instanceof Blocks blocks) {
            out.id(blocks.wanted()).i32(blocks.blocks().size());
            blocks.blocks().forEach(block -> write(out, block));
            writeOptional(out, blocks.doubleCertificate());
        }
        return out.bytes();
    }

    /**
     * The message in the remaining bytes of a buffer, all of which it must fill.
     *
     * @param from the bytes; left as it is
     * @return the message, its signatures not verified
     * @throws MalformedMessageException when the bytes are not exactly one message
     */
    public static Message decode(ByteBuffer from) throws MalformedMessageException {
        Decoder in = new Decoder(from);
        int type = in.u8("message type", 7);
        int sender = in.i32("sender", MAX_VALIDATORS - 1);
        Message message = switch (type) {
            case 0 -> new Propose(sender, readBlock(in), readCertificate(in), readOptional(in), readSignature(in));
            case 1 -> readVote(in, sender);
            case 2 -> new Prepare(sender, readCertificate(in));
            case 3 ->
                new Status(sender, in.i64("view", MAX_VIEW), readCertificate(in), readOptional(in), readSignature(in));
            case 4 -> new Wish(sender, in.i64("view", MAX_VIEW), readSignature(in));
            case 5 -> new Advance(sender, readCertificate(in));
            case 6 -> new Fetch(sender, in.id("block"), in.i64("height", MAX_VIEW));
            default -> readBlocks(in, sender);
        };
        in.end();
        return message;
    }

    /**
     * A block as bytes.
     *
     * @param block the block
     * @return its canonical encoding
     */
    public static byte[] encode(Block block) {
        Encoder out = new Encoder(sizeHint(block));
        write(out, block);
        return out.bytes();
    }

    /**
     * The block in the remaining bytes of a buffer, all of which it must fill.
     *
     * @param from the bytes; left as it is
     * @return the block
     * @throws MalformedMessageException when the bytes are not exactly one block
     */
    public static Block decodeBlock(ByteBuffer from) throws MalformedMessageException {
        Decoder in = new Decoder(from);
        Block block = readBlock(in);
        in.end();
        return block;
    }

    /**
     * A certificate as bytes.
     *
     * @param certificate the certificate
     * @return its canonical encoding
     */
    public static byte[] encode(Certificate certificate) {
        Encoder out = new Encoder(sizeHint(certificate));
        write(out, certificate);
        return out.bytes();
    }

    /**
     * The certificate in the remaining bytes of a buffer, all of which it must fill.
     *
     * @param from the bytes; left as it is
     * @return the certificate, not verified
     * @throws MalformedMessageException when the bytes are not exactly one certificate
     */
    public static Certificate decodeCertificate(ByteBuffer from) throws MalformedMessageException {
        Decoder in = new Decoder(from);
        Certificate certificate = readCertificate(in);
        in.end();
        return certificate;
    }

    /**
     * A safety state as bytes. They carry no checksum: what stores them sees to that.
     *
     * @param state the state
     * @return its canonical encoding
     */
    public static byte[] encode(SafetyState state) {
        Encoder out = new Encoder(512);
        out.i64(state.view()).i64(state.lastVotedView()).i64(state.vote2View());
        write(out, state.lock());
        writeOptional(out, state.highDouble());
        writeOptional(out, state.highTimeout());
        out.id(state.lastVotedBlock()).i64(state.lastVotedJustifyView() + 1);
        return out.bytes();
    }

    /**
     * The safety state in the remaining bytes of a buffer, all of which it must fill. One that ends before the last vote, as it was written
     * before that was kept, is read without it.
     *
     * @param from the bytes; left as it is
     * @return the state
     * @throws MalformedMessageException when the bytes are not exactly one safety state
     */
    public static SafetyState decodeSafetyState(ByteBuffer from) throws MalformedMessageException {
        Decoder in = new Decoder(from);
        long view = in.i64("view", MAX_VIEW);
        long lastVotedView = in.i64("last voted view", MAX_VIEW);
        long vote2View = in.i64("view of the second vote", MAX_VIEW);
        Certificate lock = readCertificate(in);
        Certificate highDouble = readOptional(in);
        Certificate highTimeout = readOptional(in);
        boolean hasVote = in.hasMore();
        BlockId voted = hasVote ? in.id("last voted block") : BlockId.NONE;
        long justifyView = hasVote ? in.i64("justify of the last vote", MAX_VIEW + 1) - 1 : -1;
        in.end();
        return new SafetyState(view, lastVotedView, voted, justifyView, vote2View, lock, highDouble, highTimeout);
    }

    private static int typeOf(Message message) {
        if (message instanceof Propose) {
            return 0;
        } else if (message instanceof Vote) {
            return 1;
        } else if (message instanceof Prepare) {
            return 2;
        } else if (message instanceof Status) {
            return 3;
        } else if (message instanceof Wish) {
            return 4;
        } else if (message instanceof Advance) {
            return 5;
        } else if (message instanceof Fetch) {
            return 6;
        }
        return 7;
    }

    private static int sizeHint(Message message) {
        long bytes = 1024;
        if (message instanceof Propose propose) {
            bytes += sizeHint(propose.block()) + sizeHint(propose.justify()) * 2L;
        } else if (message instanceof Blocks blocks) {
            bytes += blocks.blocks().stream().mapToLong(MessageCodec::sizeHint).sum();
        }
        return (int) Math.min(bytes, MAX_MESSAGE_BYTES);
    }

    private static int sizeHint(Block block) {
        return (int) Math.min(size(block), 1 << 30);
    }

    /** How many bytes a block takes in a message. */
    static long size(Block block) {
        return MIN_BLOCK_BYTES
                + block.payloadBytes()
                + 4L * block.transactions().size();
    }

    private static int sizeHint(Certificate certificate) {
        return 64 + certificate.signers().size() * 72;
    }

    private static void write(Encoder out, Block block) {
        out.i64(block.height()).i64(block.view()).i32(block.proposer()).id(block.parent());
        out.i32(block.transactions().size());
        block.transactions().forEach(out::sized);
    }

    private static Block readBlock(Decoder in) throws MalformedMessageException {
        long height = in.i64("height", MAX_VIEW);
        long view = in.i64("view", MAX_VIEW);
        int proposer = in.i32("proposer", MAX_VALIDATORS - 1);
        BlockId parent = in.id("parent");
        int count = in.count("transactions", MAX_TRANSACTIONS, 4);
        List<byte[]> transactions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            transactions.add(in.sized("transaction", MAX_TRANSACTION_BYTES));
        }
        return new Block(height, view, proposer, parent, transactions);
    }

    private static void write(Encoder out, Certificate certificate) {
        out.u8(certificate.kind().ordinal()).i64(certificate.view()).i64(certificate.innerView());
        out.id(certificate.block())
                .i64(certificate.height())
                .i32(certificate.signers().size());
        int[] signers = certificate.signers().stream().toArray();
        for (int i = 0; i < signers.length; i++) {
            out.i32(signers[i]).sized(certificate.signatures().get(i).bytes());
        }
    }

    private static void writeOptional(Encoder out, @Nullable Certificate certificate) {
        out.u8(certificate == null ? 0 : 1);
        if (certificate != null) {
            write(out, certificate);
        }
    }

    private static Certificate readCertificate(Decoder in) throws MalformedMessageException {
        CertificateKind kind = KINDS[in.u8("certificate kind", KINDS.length - 1)];
        long view = in.i64("view", MAX_VIEW);
        long innerView = in.i64("inner view", MAX_VIEW);
        BlockId block = in.id("block");
        long height = in.i64("height", MAX_VIEW);
        int[] signers = new int[in.count("signers", MAX_VALIDATORS, 8)];
        List<Signature> signatures = new ArrayList<>(signers.length);
        for (int i = 0; i < signers.length; i++) {
            signers[i] = in.i32("signer", MAX_VALIDATORS - 1);
            if (i > 0 && signers[i] <= signers[i - 1]) {
                throw in.at(4, "signer " + signers[i] + " does not come after " + signers[i - 1]);
            }
            signatures.add(readSignature(in));
        }
        return new Certificate(kind, view, innerView, block, height, Signers.of(signers), signatures);
    }

    private static @Nullable Certificate readOptional(Decoder in) throws MalformedMessageException {
        return in.flag("optional certificate") ? readCertificate(in) : null;
    }

    private static Signature readSignature(Decoder in) throws MalformedMessageException {
        return Signature.of(in.sized("signature", Signature.MAX_BYTES));
    }

    private static Vote readVote(Decoder in, int sender) throws MalformedMessageException {
        VotePhase phase = in.flag("vote phase") ? VotePhase.VOTE2 : VotePhase.VOTE;
        return new Vote(
                sender,
                phase,
                in.i64("view", MAX_VIEW),
                in.id("block"),
                in.i64("height", MAX_VIEW),
                in.i64("inner view", MAX_VIEW),
                readOptional(in),
                readSignature(in));
    }

    private static Blocks readBlocks(Decoder in, int sender) throws MalformedMessageException {
        BlockId wanted = in.id("block");
        int count = in.count("blocks", MAX_BLOCKS, MIN_BLOCK_BYTES);
        List<Block> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(readBlock(in));
        }
        return new Blocks(sender, wanted, blocks, readOptional(in));
    }
}
