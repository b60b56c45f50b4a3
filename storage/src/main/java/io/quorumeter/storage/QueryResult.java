package io.quorumeter.storage;

/** How a question to the state ended. */
public enum QueryResult {
    /** It was answered. */
    OK,
    /** There is no such entry. */
    NOT_FOUND,
    /** It failed. */
    ERROR
}
