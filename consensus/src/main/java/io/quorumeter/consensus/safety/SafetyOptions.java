package io.quorumeter.consensus.safety;

import org.jspecify.annotations.Nullable;

/** How a {@link SafetyMonitor} watches. Immutable: each method with an argument gives a changed copy. */
public final class SafetyOptions {
    /** The most views that can be remembered. */
    public static final int MAX_WINDOW = 1 << 16;

    private static final SafetyOptions STANDARD = new SafetyOptions(true, 0, null, false, null);
    private static final SafetyOptions OFF = new SafetyOptions(false, 0, null, false, null);

    private final boolean enabled;
    private final int window;
    private final @Nullable EvidenceSource source;
    private final boolean doubleTimeouts;
    private final @Nullable HighWaterMark mark;

    private SafetyOptions(
            boolean enabled,
            int window,
            @Nullable EvidenceSource source,
            boolean doubleTimeouts,
            @Nullable HighWaterMark mark) {
        this.mark = mark;
        this.enabled = enabled;
        this.window = window;
        this.source = source;
        this.doubleTimeouts = doubleTimeouts;
    }

    /**
     * All checks, with a window that fits the validator set: 128 views for up to 1,000 validators, fewer for more, never below 16.
     *
     * @return the standard options
     */
    public static SafetyOptions standard() {
        return STANDARD;
    }

    /**
     * No monitor: no checks, no memory.
     *
     * @return options that switch it off
     */
    public static SafetyOptions off() {
        return OFF;
    }

    /**
     * Sets how many views are remembered.
     *
     * @param views a power of two from 16 to {@value #MAX_WINDOW}
     * @return a changed copy
     * @throws IllegalArgumentException when it is not
     */
    public SafetyOptions window(int views) {
        if (views < 16 || views > MAX_WINDOW || Integer.bitCount(views) != 1) {
            throw new IllegalArgumentException("window: " + views + " is not a power of two from 16 to " + MAX_WINDOW);
        }
        return new SafetyOptions(enabled, views, source, doubleTimeouts, mark);
    }

    /**
     * Sets who has the signed bytes of messages.
     *
     * @param host asked only when somebody is accused
     * @return a changed copy
     */
    public SafetyOptions evidenceSource(EvidenceSource host) {
        return new SafetyOptions(enabled, window, host, doubleTimeouts, mark);
    }

    /**
     * Says that a validator may send one time-out only for a view, so that two with different high certificates accuse it. Not so in
     * variants that send it again with a newer certificate; those are the usual ones.
     *
     * @return a changed copy
     */
    public SafetyOptions accuseDoubleTimeouts() {
        return new SafetyOptions(enabled, window, source, true, mark);
    }

    /**
     * Sets where it is kept on disk how far the replica got, so that it is found when a restart of the process lost it.
     *
     * @param opened a mark that no other monitor uses; stays open until who opened it closes it
     * @return a changed copy
     */
    public SafetyOptions highWaterMark(HighWaterMark opened) {
        return new SafetyOptions(enabled, window, source, doubleTimeouts, opened);
    }

    /**
     * Whether there is a monitor at all.
     *
     * @return false for {@link #off()}
     */
    public boolean isEnabled() {
        return enabled;
    }

    /** The window for a set of this size. */
    int windowFor(int validators) {
        if (window > 0) {
            return window;
        }
        int fits = Integer.highestOneBit(Math.max(1, 128_000 / validators));
        return Math.max(16, Math.min(128, fits));
    }

    @Nullable
    EvidenceSource source() {
        return source;
    }

    @Nullable
    HighWaterMark highWaterMark() {
        return mark;
    }

    boolean accusesDoubleTimeouts() {
        return doubleTimeouts;
    }
}
