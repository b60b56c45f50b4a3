package io.quorumeter.monitoring.own;

/** How a request was answered. */
public enum AnswerKind {
    /** As it wished. */
    OK,
    /** It was wrong, or for something that is not there. */
    INVALID,
    /** Its client may not ask, or not so often. */
    UNAUTHORIZED,
    /** There was no time for it. */
    UNAVAILABLE,
    /** By an error of the node. */
    FAILED;

    static AnswerKind of(int status) {
        return switch (status) {
            case 401, 403, 429 -> UNAUTHORIZED;
            case 503 -> UNAVAILABLE;
            default -> status < 400 ? OK : status < 500 ? INVALID : FAILED;
        };
    }
}
