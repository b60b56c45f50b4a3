package io.quorumeter.promql.model;

/**
 * Which Prometheus a query is answered like. They differ where a window ends, in the extrapolation of rates, in regular expressions, in
 * some literals and in the names of functions.
 */
public enum Semantics {
    /** Prometheus 2.42: windows include both ends, {@code .} does not match a line break, {@code le="1"}. */
    V2,
    /** Prometheus 3: windows exclude their start, {@code .} matches line breaks, {@code le="1.0"}, quoted names, durations are numbers. */
    V3;

    /** {@return whether a window leaves out a sample exactly at its start} */
    public boolean leftOpen() {
        return this == V3;
    }

    /**
     * {@return the label value of a histogram's bound or a summary's quantile, as a server of this version stores it: {@code 1} up to 2.x,
     * {@code 1.0} since 3.0}
     *
     * @param value the bound or the quantile
     */
    public String bound(double value) {
        String text = Numbers.format(value);
        return this == V3 && text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9')) ? text + ".0" : text;
    }
}
