package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.VotePhase;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The votes that certificates stand for, kept as the certificates that they came in. Writing each of them into the {@link ActTable} would cost a
 * node of a thousand validators microseconds for each certificate, to find nothing. So a certificate is compared as a whole with what single
 * messages told: whether all of its view named the same block, and what the highest views and ranks were, of anybody. Only when some
 * validator might contradict itself are the votes written out, and judged one by one.
 *
 * <p>Whoever tells of a single act writes it down here before looking for certificates; whoever brings a certificate puts it up before
 * looking at single acts. All of it is volatile, so of two that meet at least one sees the other. Safe from any thread, without a lock.
 */
final class CertifiedVotes {
    private static final long NONE = -1;

    /** The laps of views that are told apart, the short way round. */
    private static final long LAPS = 1 << 16;

    /** Of a tag: a bit that is always set, and the lap of the view. The rest is the name, cut: one of 2⁴⁷ agrees by chance. */
    private static final long LAP = 2 * LAPS - 1;

    private final int window;
    private final int shift;
    private final boolean votesBind;
    private final AtomicReferenceArray<@Nullable CertificateEvent> certificates;

    /** For each phase and view: the one block that single votes named; the lap alone where they named several; 0 for none. */
    private final AtomicLongArray told;

    /** The highest view of all; of those that name a rank below the view before their own, and so may break a bond; and the highest bond. */
    private final AtomicLong highest = new AtomicLong(NONE);

    private final AtomicLong highestLow = new AtomicLong(NONE);
    private final AtomicLong highestBond = new AtomicLong(NONE);
    private final AtomicLong highestCertifiedLow = new AtomicLong(NONE);
    private final AtomicLong highestCertifiedBond = new AtomicLong(NONE);

    /** {@code votesBind} as with {@link ActTable}. */
    CertifiedVotes(int window, boolean votesBind) {
        this.window = window;
        this.shift = Integer.numberOfTrailingZeros(window);
        this.votesBind = votesBind;
        this.certificates = new AtomicReferenceArray<>(2 * window);
        this.told = new AtomicLongArray(2 * window);
    }

    /** What the arrays take. */
    static long bytes(int window) {
        return 2L * window * (4 + 8);
    }

    /** A single vote came. Says whether its validator may contradict what it signed in a certificate. */
    boolean vote(int phase, int validator, long view, long name, BlockId block, long justifyView) {
        int at = place(phase, view);
        long tag = tag(view, name);
        if (told.get(at) != tag) {
            raise(highest, view);
            raise(highestBond, phase == 1 ? view : NONE);
            tell(at, tag);
        }
        if (phase == 0) {
            raise(highestLow, isLow(view, justifyView) ? view : NONE);
            raise(highestBond, votesBind ? justifyView : NONE);
        }
        CertificateEvent certificate = certificates.get(at);
        if (certificate != null
                && certificate.view() == view
                && certificate.signers().contains(validator)
                && !certificate.block().equals(block)) {
            return true;
        }
        return (phase == 0 && isBelow(view, justifyView, highestCertifiedBond))
                || (binds(phase) && highestCertifiedLow.get() > view);
    }

    /** A validator reported a lock. Says whether it may contradict what it signed in a certificate. */
    boolean claim(long view, long lockView) {
        raise(highest, view);
        raise(highestLow, isLow(view, lockView) ? view : NONE);
        return isBelow(view, lockView, highestCertifiedBond);
    }

    /** A certificate came. Says whether its votes agree with all others, so that they need not be written out. */
    boolean certificate(CertificateEvent certificate, long name, long justifyView) {
        int phase = phase(certificate).ordinal();
        long view = certificate.view();
        int at = place(phase, view);
        CertificateEvent before = certificates.get(at);
        boolean isFree = before == null || before.view() < view;
        if (!isFree || !certificates.compareAndSet(at, before, certificate)) {
            return false;
        }
        long bond = phase == 0 && votesBind ? justifyView : phase == 1 ? view : NONE;
        raise(highest, view);
        raise(highestCertifiedBond, bond);
        raise(highestCertifiedLow, phase == 0 && isLow(view, justifyView) ? view : NONE);
        long other = told.get(at);
        long tag = tag(view, name);
        boolean agrees = other == tag || other == 0 || isNewer(tag, other);
        boolean isLow = phase == 0
                && (isBelow(view, justifyView, highestBond) || isBelow(view, justifyView, highestCertifiedBond));
        boolean isLate = binds(phase) && (highestLow.get() > view || highestCertifiedLow.get() > view);
        return agrees && !isLow && !isLate;
    }

    /** Writes out and forgets the certificates of the views from one on. */
    void writeOut(long from, Digests digests, Consumer<CertificateEvent> votes) {
        for (int i = 0; i < certificates.length(); i++) {
            CertificateEvent certificate = certificates.get(i);
            if (certificate != null && certificate.view() >= from) {
                write(certificate, digests.name(certificate.block()), votes);
                certificates.compareAndSet(i, certificate, null);
            }
        }
    }

    /** Its votes are single acts from now on. */
    void write(CertificateEvent certificate, long name, Consumer<CertificateEvent> votes) {
        int phase = phase(certificate).ordinal();
        long view = certificate.view();
        raise(highest, view);
        if (phase == 1) {
            raise(highestBond, view);
        } else {
            raise(highestLow, isLow(view, certificate.innerView()) ? view : NONE);
            raise(highestBond, votesBind ? certificate.innerView() : NONE);
        }
        tell(place(phase, view), tag(view, name));
        votes.accept(certificate);
    }

    /** Whether all acts, single ones and those in certificates, were in lower views. */
    boolean isBelow(long view) {
        return highest.get() < view;
    }

    private void tell(int at, long tag) {
        long known = told.get(at);
        while (known != tag && !isNewer(known, tag)) {
            long next = known != 0 && (known & LAP) == (tag & LAP) ? tag & LAP : tag;
            if (next == known || told.compareAndSet(at, known, next)) {
                return;
            }
            known = told.get(at);
        }
    }

    private boolean binds(int phase) {
        return votesBind ? phase == 0 : phase == 1;
    }

    /** An act that names the view before its own has nothing between them to contradict. */
    private static boolean isBelow(long view, long rank, AtomicLong bond) {
        return isLow(view, rank) && bond.get() > rank;
    }

    private static boolean isLow(long view, long rank) {
        return rank >= 0 && rank < view - 1;
    }

    private static void raise(AtomicLong highest, long view) {
        if (view > highest.get()) {
            highest.accumulateAndGet(view, Math::max);
        }
    }

    /** What the votes in a certificate of a block are. */
    static VotePhase phase(CertificateEvent certificate) {
        return certificate.kind() == CertificateKind.QUORUM ? VotePhase.VOTE : VotePhase.VOTE2;
    }

    private int place(int phase, long view) {
        return phase * window + (int) (view & window - 1);
    }

    private long tag(long view, long name) {
        return (name & ~LAP) | ((view >>> shift) & LAPS - 1) << 1 | 1;
    }

    /** Whether the lap of one tag comes after that of another. */
    private static boolean isNewer(long one, long other) {
        long ahead = (one & LAP) - (other & LAP) & LAP - 1;
        return one != 0 && ahead != 0 && ahead < LAPS;
    }
}
