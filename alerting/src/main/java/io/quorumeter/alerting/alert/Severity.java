package io.quorumeter.alerting.alert;

/** How bad it is, from the least to the worst. */
public enum Severity {
    /** Worth knowing; nobody needs to act. */
    INFO,
    /** Somebody should look at it soon. */
    WARNING,
    /** Somebody has to act now. */
    CRITICAL
}
