package io.quorumeter.alerting.alert;

/** What became of an acknowledgement. */
public enum Acknowledgement {
    /** The alert is neither repeated nor escalated until something changes. */
    NOTED,
    /** The alert was one that ends when it is acknowledged, and is over. */
    ENDED,
    /** No alert of that identity fires. */
    UNKNOWN
}
