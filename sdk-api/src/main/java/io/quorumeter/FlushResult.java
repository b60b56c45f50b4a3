package io.quorumeter;

import java.util.List;

/**
 * How a {@linkplain MetricsCollector#flush() flush} ended.
 *
 * @param unfinished consumers of events and others taking part that were not done within the time limit
 * @param failed those that ended with an exception instead
 */
public record FlushResult(List<String> unfinished, List<String> failed) {
    /** Everybody was done. */
    public static final FlushResult COMPLETE = new FlushResult(List.of(), List.of());

    /**
     * Copies the lists.
     *
     * @param unfinished consumers of events and others taking part that were not done within the time limit
     * @param failed those that ended with an exception instead
     */
    public FlushResult {
        unfinished = List.copyOf(unfinished);
        failed = List.copyOf(failed);
    }

    /** {@return whether everybody was done} */
    public boolean isComplete() {
        return unfinished.isEmpty() && failed.isEmpty();
    }
}
