package io.quorumeter.promql.ast;

/** What an expression yields. */
public enum ValueType {
    /** A number. */
    SCALAR("scalar"),
    /** At most one sample of each series at a time. */
    VECTOR("instant vector"),
    /** The samples of each series over a time. */
    MATRIX("range vector"),
    /** A text. */
    STRING("string");

    private final String label;

    ValueType(String label) {
        this.label = label;
    }

    /** Returns the name that Prometheus' documentation uses. */
    @Override
    public String toString() {
        return label;
    }
}
