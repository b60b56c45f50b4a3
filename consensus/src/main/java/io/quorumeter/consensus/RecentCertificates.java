package io.quorumeter.consensus;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of the last {@value #VIEWS} views, two blocks a view. A repeat of one of them is told from news; an older one would
 * be taken for news again. Lock-free; safe from any thread.
 */
final class RecentCertificates {
    static final int VIEWS = 256;
    private static final int WAYS = 2;

    private final AtomicReferenceArray<@Nullable CertificateEvent> recent = new AtomicReferenceArray<>(VIEWS * WAYS);

    /** Remembers the certificate and says whether it is news. */
    boolean add(CertificateEvent certificate) {
        int slot = slot(certificate.view());
        while (true) {
            CertificateEvent first = recent.get(slot);
            CertificateEvent second = recent.get(slot + 1);
            if (isSame(first, certificate) || isSame(second, certificate)) {
                return false;
            }
            boolean replaceFirst = first == null || (second != null && first.view() <= second.view());
            CertificateEvent replaced = replaceFirst ? first : second;
            if (recent.compareAndSet(replaceFirst ? slot : slot + 1, replaced, certificate)) {
                return true;
            }
        }
    }

    /** The certificate for this block in this view, as it was first known; null when it is not remembered. */
    @Nullable
    CertificateEvent find(long view, BlockId block) {
        int slot = slot(view);
        for (int i = slot; i < slot + WAYS; i++) {
            CertificateEvent known = recent.get(i);
            if (known != null && known.view() == view && known.block().equals(block)) {
                return known;
            }
        }
        return null;
    }

    private static boolean isSame(@Nullable CertificateEvent known, CertificateEvent other) {
        return known != null && known.view() == other.view() && known.block().equals(other.block());
    }

    private static int slot(long view) {
        return (int) (view & VIEWS - 1) * WAYS;
    }
}
