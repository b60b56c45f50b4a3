package io.quorumeter.core;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that a collector's series take, as estimated when they are allocated, against the budget that it was given. Whoever
 * allocates for one series does so from that series' {@link Share}, which gives everything back when the series ends. Safe from any
 * thread; nothing here locks.
 */
final class MemoryAccount {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    MemoryAccount(long limit) {
        this.limit = limit;
    }

    /** An account whose budget is never spent. */
    static MemoryAccount unlimited() {
        return new MemoryAccount(Long.MAX_VALUE);
    }

    long limit() {
        return limit;
    }

    long used() {
        return used.get();
    }

    /** Takes the bytes unless the budget has fewer left. */
    boolean tryReserve(long bytes) {
        long before;
        do {
            before = used.get();
            if (bytes > limit - before) {
                return false;
            }
        } while (!used.compareAndSet(before, before + bytes));
        return true;
    }

    /** Takes the bytes in any case, for what must exist. */
    void reserve(long bytes) {
        used.addAndGet(bytes);
    }

    private void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** What one series takes. */
    Share share() {
        return new Share(this);
    }

    /**
     * The bytes of one series. Once it is closed it takes nothing any more and answers as if there were room: a writer that still
     * holds an ended series goes on in memory that is its own affair.
     */
    static final class Share extends AtomicLong {
        private static final long serialVersionUID = 1;
        private static final long CLOSED = -1;

        private final transient MemoryAccount account;

        private Share(MemoryAccount account) {
            this.account = account;
        }

        /** Takes the bytes unless the budget has fewer left. */
        boolean tryReserve(long bytes) {
            if (get() == CLOSED) {
                return true;
            }
            if (!account.tryReserve(bytes)) {
                return false;
            }
            keep(bytes);
            return true;
        }

        /** Takes the bytes in any case. */
        void reserve(long bytes) {
            if (get() != CLOSED) {
                account.reserve(bytes);
                keep(bytes);
            }
        }

        /** Gives back some of what was taken. */
        void release(long bytes) {
            long before;
            do {
                before = get();
                if (before == CLOSED) {
                    return;
                }
            } while (!compareAndSet(before, before - bytes));
            account.release(bytes);
        }

        /** Gives everything back; again does nothing. */
        void close() {
            long taken = getAndSet(CLOSED);
            if (taken != CLOSED) {
                account.release(taken);
            }
        }

        /** Notes what was taken, or gives it back when the series ended meanwhile. */
        private void keep(long bytes) {
            long before;
            do {
                before = get();
                if (before == CLOSED) {
                    account.release(bytes);
                    return;
                }
            } while (!compareAndSet(before, before + bytes));
        }
    }
}
