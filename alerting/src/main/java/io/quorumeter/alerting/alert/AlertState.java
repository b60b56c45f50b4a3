package io.quorumeter.alerting.alert;

/** Where an alert stands. */
public enum AlertState {
    /** What it tells of is so. */
    FIRING,
    /** What it told of is over. */
    RESOLVED
}
