package io.quorumeter.snapshot;

import io.quorumeter.Labels;

/**
 * One recorded value with the trace that it was recorded in, so that a slow bucket leads to a request that was slow.
 *
 * @param traceIdHigh the upper 64 bits of a W3C trace id
 * @param traceIdLow the lower 64 bits of it
 * @param value what was recorded, in the family's unit; for a counter the increment
 * @param unixMillis when, in Unix milliseconds; 0 when that is not known
 */
public record Exemplar(long traceIdHigh, long traceIdLow, double value, long unixMillis) {
    /** The label that the exposition formats give to {@link #traceId()}. */
    public static final String TRACE_ID_LABEL = "trace_id";

    /** {@return the trace id as 32 hexadecimal digits in lower case} */
    public String traceId() {
        return hex(traceIdHigh) + hex(traceIdLow);
    }

    /** {@return what the exposition formats show as the exemplar's labels} */
    public Labels labels() {
        return Labels.of(TRACE_ID_LABEL, traceId());
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
