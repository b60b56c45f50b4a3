package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.ReceivedProposal;
import io.quorumeter.consensus.VotePhase;
import java.util.List;

/**
 * What one replica saw and sent in the views that its monitor remembers, all of it verified there: proposals, certificates with their
 * signers, votes with the view of their justify, locks that were reported, and what it committed and executed. Digests of several
 * replicas, put together by a {@link ClusterObserver}, show what no single one can see. Immutable.
 *
 * <p>It covers one validator set, the current one. A view has at most 2 proposals, 4 certificates, 2 n votes and n reported locks in it,
 * and of validators that vote several times in a view, up to three votes more: the lowest and the highest justify, and another block;
 * encoded, a vote takes about 7 bytes, a reported lock 5, a certificate 15 and a bit for each validator, and each block 32 bytes once:
 * about 20 n + 200 bytes a view.
 *
 * <p>A digest is as honest as who made it: merge those of your own replicas.
 *
 * @param observer the index of the replica, −1 for an observer outside of the set
 * @param epoch the number of the validator set
 * @param validators how many there are in it
 * @param proposals those of leaders, by view
 * @param certificates quorum and double certificates, by view
 * @param votes those that were received, seen in certificates, or sent, by view
 * @param claims locks that validators reported, by view
 * @param commits what the replica committed, by height
 * @param states the states that it reached, by height
 * @param leftOut how many votes are not in it, because the replica no longer knows the block: one that was neither proposed nor certified,
 *     in a view with votes for many such blocks
 */
public record ObservationDigest(
        int observer,
        long epoch,
        int validators,
        List<ReceivedProposal> proposals,
        List<CertificateEvent> certificates,
        List<Vote> votes,
        List<Claim> claims,
        List<Reached> commits,
        List<Reached> states,
        long leftOut) {
    /** The most bytes that are read as a digest. */
    public static final int MAX_BYTES = 64 << 20;

    /**
     * Copies the lists.
     *
     * @param observer the index of the replica, −1 for an observer outside of the set
     * @param epoch the number of the validator set, 0 or more
     * @param validators the size of that set
     * @param proposals proposals of leaders, by view
     * @param certificates quorum and double certificates, by view
     * @param votes votes that were received, seen in certificates, or sent, by view
     * @param claims locks that validators reported, by view
     * @param commits the committed blocks, by height
     * @param states the digests of the executed states, by height
     * @param leftOut how many votes are missing because their block is no longer known
     */
    public ObservationDigest {
        proposals = List.copyOf(proposals);
        certificates = List.copyOf(certificates);
        votes = List.copyOf(votes);
        claims = List.copyOf(claims);
        commits = List.copyOf(commits);
        states = List.copyOf(states);
    }

    /**
     * A vote.
     *
     * @param view its view
     * @param phase first or second vote
     * @param validator the index of who signed it
     * @param block the block
     * @param justifyView the view of the justifying certificate, −1 when it is not known
     */
    public record Vote(long view, VotePhase phase, int validator, BlockId block, long justifyView) {}

    /**
     * A lock that a validator reported.
     *
     * @param view the view that the report is for
     * @param validator the index of who signed it
     * @param lockView the view of the lock
     */
    public record Claim(long view, int validator, long lockView) {}

    /**
     * What stands at a height.
     *
     * @param height the height
     * @param id the block committed there, or the digest of the state after it
     */
    public record Reached(long height, BlockId id) {}

    /**
     * The digest as bytes, with a version in front.
     *
     * @return a new array
     */
    public byte[] encode() {
        return DigestCodec.encode(this);
    }

    /**
     * Reads a digest.
     *
     * @param bytes what {@link #encode} gave; nothing about it needs to be true
     * @return the digest
     * @throws IllegalArgumentException when it is not the encoding of a digest, with what is wrong and where
     */
    public static ObservationDigest decode(byte[] bytes) {
        return DigestCodec.decode(bytes);
    }
}
