package io.quorumeter.benchmarks.report;

/** Something that a line needs was not measured. */
public final class MissingFigureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what. */
    public MissingFigureException(String message) {
        super(message);
    }
}
