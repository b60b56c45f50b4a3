package io.quorumeter.alerting.alert;

/** What became of an acknowledgement. */
public enum Acknowledgement {
    /** Nobody is reminded of the alert, nor is it escalated, until something changes. */
    NOTED,
    /** The alert was one that ends when it is acknowledged, and is over. */
    ENDED,
    /** No alert of that identity fires. */
    UNKNOWN
}
