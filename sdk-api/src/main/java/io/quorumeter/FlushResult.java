package io.quorumeter;

import java.util.List;

/**
 * The result of a {@linkplain MetricsCollector#flush() flush}.
 *
 * @param unfinished consumers of events and other participants that were not done within the time limit
 * @param failed participants that ended with an exception instead
 */
public record FlushResult(List<String> unfinished, List<String> failed) {
    /** The result of a flush in which all participants were done. */
    public static final FlushResult COMPLETE = new FlushResult(List.of(), List.of());

    /**
     * Copies the lists.
     *
     * @param unfinished consumers of events and other participants that were not done within the time limit
     * @param failed participants that ended with an exception instead
     */
    public FlushResult {
        unfinished = List.copyOf(unfinished);
        failed = List.copyOf(failed);
    }

    /** {@return whether all participants were done} */
    public boolean isComplete() {
        return unfinished.isEmpty() && failed.isEmpty();
    }
}
