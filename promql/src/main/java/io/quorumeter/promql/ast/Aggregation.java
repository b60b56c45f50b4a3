package io.quorumeter.promql.ast;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operators over the series of a vector, by group. */
public enum Aggregation {
    /** The sum of the values. */
    SUM(null),
    /** Their mean. */
    AVG(null),
    /** How many there are. */
    COUNT(null),
    /** The least one. */
    MIN(null),
    /** The greatest one. */
    MAX(null),
    /** One, if there is any. */
    GROUP(null),
    /** The standard deviation of all. */
    STDDEV(null),
    /** Its square. */
    STDVAR(null),
    /** The greatest so many. */
    TOPK(ValueType.SCALAR),
    /** The least so many. */
    BOTTOMK(ValueType.SCALAR),
    /** How often each value occurs. */
    COUNT_VALUES(ValueType.STRING),
    /** A quantile of the values. */
    QUANTILE(ValueType.SCALAR),
    /** Any so many. */
    LIMITK(ValueType.SCALAR),
    /** About that share, always the same series. */
    LIMIT_RATIO(ValueType.SCALAR);

    private final @Nullable ValueType parameter;

    Aggregation(@Nullable ValueType parameter) {
        this.parameter = parameter;
    }

    /** {@return the type of the first argument of those that take two, else null} */
    public @Nullable ValueType parameter() {
        return parameter;
    }

    /** {@return the name as it is written} */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }
}
