package io.quorumeter.consensus;

/**
 * When the certificates of the last {@value #VIEWS} views were known, two blocks a view. A repeat of one of them is told from news; an
 * older one would be taken for news again. Lock-free; safe from any thread.
 */
final class RecentCertificates {
    static final int VIEWS = 256;
    private static final int WAYS = 2;

    /** The laps of views that are told apart, the short way round. */
    private static final long LAPS = 1 << 16;

    private static final long ODD = 0x9e3779b97f4a7c15L;

    /** Of a key: a bit that is always set, and the lap of the view. The rest is the block's and the view's. */
    private static final long LAP = 2 * LAPS - 1;

    private final TimedKeys known = new TimedKeys(VIEWS * WAYS);

    /** Remembers the certificate and says whether it is news. */
    boolean add(CertificateEvent certificate) {
        long key = key(certificate.view(), certificate.block());
        int place = place(certificate.view());
        while (true) {
            long first = known.at(place);
            long second = known.at(place + 1);
            if (first == key || second == key) {
                return false;
            }
            boolean replaceFirst = first == 0 || (second != 0 && !isNewer(first, second));
            int at = replaceFirst ? place : place + 1;
            if (known.replace(at, replaceFirst ? first : second, key, certificate.nanos())) {
                return true;
            }
        }
    }

    /** Nanoseconds since the certificate for this block in this view was first known, at least 0; −1 when it is not remembered. */
    long age(long view, BlockId block, long now) {
        long key = key(view, block);
        int place = place(view);
        long age = known.age(place, key, now);
        return age >= 0 ? age : known.age(place + 1, key, now);
    }

    private long key(long view, BlockId block) {
        return (known.key(block) + view * ODD & ~LAP) | (view / VIEWS & LAPS - 1) << 1 | 1;
    }

    private static boolean isNewer(long one, long other) {
        long ahead = (one & LAP) - (other & LAP) & LAP - 1;
        return ahead != 0 && ahead < LAPS;
    }

    private static int place(long view) {
        return (int) (view & VIEWS - 1) * WAYS;
    }
}
