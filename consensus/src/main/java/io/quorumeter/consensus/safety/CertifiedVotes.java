package io.quorumeter.consensus.safety;

import io.quorumeter.consensus.BlockId;
import io.quorumeter.consensus.CertificateEvent;
import io.quorumeter.consensus.CertificateKind;
import io.quorumeter.consensus.VotePhase;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The votes that certificates stand for, kept as the certificates that they came in. Writing each of them into the {@link ActTable} would
 * cost a node of a thousand validators microseconds for each certificate, to find nothing. So a certificate is compared as a whole with
 * what single messages told: whether all of its view named the same block, and what the highest views and ranks were, of anybody. Only when
 * some validator might contradict itself are the votes written out, and judged one by one.
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

    /** What {@link #vote} says: the block is the first of its view and phase, or another one than that. */
    static final int NEWS = 1;

    /** What {@link #vote} says: the validator may contradict what it signed in a certificate. */
    static final int DOUBTFUL = 2;

    /** The highest view of all; of those that name a rank below the view before their own, and so may break a bond; the highest bond. */
    private static final int ALL = 0;

    private static final int LOW = 1;
    private static final int BOND = 2;
    private static final int CERTIFIED_LOW = 3;
    private static final int CERTIFIED_BOND = 4;

    private final int window;
    private final int shift;
    private final boolean votesBind;
    private final AtomicReferenceArray<@Nullable CertificateEvent> certificates;

    /** The view of each certificate, taken before it stands there: an old one is in no cache any more. */
    private final AtomicLongArray certifiedViews;

    /**
     * For each phase and view: the one block that votes named, single ones or those in a certificate; the lap alone where they named
     * several; 0 for none.
     */
    private final AtomicLongArray told;

    /** Side by side, as each act looks at several: the highest views and bonds, by the names of the indexes. */
    private final AtomicLongArray highest = new AtomicLongArray(new long[] {NONE, NONE, NONE, NONE, NONE});

    /** {@code votesBind} as with {@link ActTable}. */
    CertifiedVotes(int window, boolean votesBind) {
        this.window = window;
        this.shift = Integer.numberOfTrailingZeros(window);
        this.votesBind = votesBind;
        this.certificates = new AtomicReferenceArray<>(2 * window);
        this.told = new AtomicLongArray(2 * window);
        long[] none = new long[2 * window];
        Arrays.fill(none, NONE);
        this.certifiedViews = new AtomicLongArray(none);
    }

    /** What the arrays take. */
    static long bytes(int window) {
        return 2L * window * (4 + 8 + 8);
    }

    /** A single vote came: {@link #NEWS}, {@link #DOUBTFUL}, both or 0. */
    int vote(int phase, int validator, long view, long name, BlockId block, long justifyView) {
        int at = place(phase, view);
        long tag = tag(view, name);
        int news = told.get(at) == tag ? 0 : told(at, phase, view, tag);
        boolean isLow = phase == 0 && isLow(view, justifyView);
        if (isLow) {
            raise(LOW, view);
        }
        if (phase == 0 && votesBind) {
            raise(BOND, justifyView);
        }
        return (news != 0 && contradicts(at, validator, view, block))
                        || (isLow && highest.get(CERTIFIED_BOND) > justifyView)
                        || (binds(phase) && highest.get(CERTIFIED_LOW) > view)
                ? news | DOUBTFUL
                : news;
    }

    private int told(int at, int phase, long view, long tag) {
        raise(ALL, view);
        raise(BOND, phase == 1 ? view : NONE);
        tell(at, tag);
        return NEWS;
    }

    /** Only where the block is news, which every vote is in a view of several blocks; a certificate that made it one was written out. */
    private boolean contradicts(int at, int validator, long view, BlockId block) {
        CertificateEvent certificate = certifiedViews.get(at) == view ? certificates.get(at) : null;
        return certificate != null
                && certificate.view() == view
                && !certificate.block().equals(block)
                && certificate.signers().contains(validator);
    }

    /** A validator reported a lock. Says whether it may contradict what it signed in a certificate. */
    boolean claim(long view, long lockView) {
        raise(ALL, view);
        raise(LOW, isLow(view, lockView) ? view : NONE);
        return isBelow(view, lockView, CERTIFIED_BOND);
    }

    /** A certificate came. Says whether its votes agree with all others, so that they need not be written out. */
    boolean certificate(CertificateEvent certificate, long name, long justifyView) {
        int phase = phase(certificate).ordinal();
        long view = certificate.view();
        int at = place(phase, view);
        // Before its view, so that whoever stood there in between is not replaced unseen.
        CertificateEvent before = certificates.get(at);
        long held = certifiedViews.get(at);
        if (held >= view
                || !certifiedViews.compareAndSet(at, held, view)
                || !certificates.compareAndSet(at, before, certificate)) {
            return false;
        }
        long bond = phase == 0 && votesBind ? justifyView : phase == 1 ? view : NONE;
        raise(ALL, view);
        raise(CERTIFIED_BOND, bond);
        raise(CERTIFIED_LOW, phase == 0 && isLow(view, justifyView) ? view : NONE);
        long other = told.get(at);
        long tag = tag(view, name);
        tell(at, tag);
        boolean agrees = other == tag || other == 0 || isNewer(tag, other);
        boolean isLow = phase == 0 && (isBelow(view, justifyView, BOND) || isBelow(view, justifyView, CERTIFIED_BOND));
        boolean isLate = binds(phase) && (highest.get(LOW) > view || highest.get(CERTIFIED_LOW) > view);
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
        raise(ALL, view);
        if (phase == 1) {
            raise(BOND, view);
        } else {
            raise(LOW, isLow(view, certificate.innerView()) ? view : NONE);
            raise(BOND, votesBind ? certificate.innerView() : NONE);
        }
        tell(place(phase, view), tag(view, name));
        votes.accept(certificate);
    }

    /** Whether all acts, single ones and those in certificates, were in lower views. */
    boolean isBelow(long view) {
        return highest.get(ALL) < view;
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
    private boolean isBelow(long view, long rank, int bond) {
        return isLow(view, rank) && highest.get(bond) > rank;
    }

    private static boolean isLow(long view, long rank) {
        return rank >= 0 && rank < view - 1;
    }

    private void raise(int which, long view) {
        long known = highest.get(which);
        while (view > known && !highest.compareAndSet(which, known, view)) {
            known = highest.get(which);
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
