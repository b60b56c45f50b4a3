package io.quorumeter.monitoring.own;

import io.quorumeter.promql.model.PromQlException;

/** How a request that reads history ended. */
public enum QueryResult {
    /** With an answer. */
    OK,
    /** It was wrong. */
    BAD_DATA,
    /** It could not be computed, or went beyond a limit. */
    EXECUTION,
    /** It took too long, or waited too long. */
    TIMEOUT,
    /** Its client left. */
    CANCELED,
    /** Too many waited before it. */
    UNAVAILABLE,
    /** It failed in a way that is not foreseen; the log has the reason. */
    INTERNAL;

    /**
     * {@return how a query ended that failed}
     *
     * @param type why it failed
     */
    public static QueryResult of(PromQlException.Type type) {
        return valueOf(type.name());
    }
}
