package io.quorumeter.monitoring.system;

/**
 * Makes a total that never falls of a counter of the kernel, which may wrap at 32 bits, begin again with a device of the same name, or go
 * back a little.
 */
final class Rise {
    private static final long WRAP = 1L << 32;
    private static final long NEAR = 1L << 30;

    private final long slack;
    private long last = -1;
    private long total;

    Rise() {
        this(0);
    }

    /** @param slack by how much it may go back without having begun again */
    Rise(long slack) {
        this.slack = slack;
    }

    /** Takes what the counter shows now, {@link Scan#NONE} for nothing, and returns the total. */
    long to(long now) {
        if (now < 0 || (now < last && last - now <= slack)) {
            return total;
        }
        boolean wrapped = last < WRAP && last >= WRAP - NEAR && now < NEAR;
        total += last < 0 || (now < last && !wrapped) ? now : now < last ? now + WRAP - last : now - last;
        last = now;
        return total;
    }
}
