package io.quorumeter.alerting.alert;

/** What became of an attempt to resolve an alert. */
public enum Resolution {
    /** It fired and is over now; the handlers are told. */
    RESOLVED,
    /** It was over before; nobody is told again. */
    ALREADY_RESOLVED,
    /** There is no such alert, or it was so long ago that it is forgotten. */
    UNKNOWN
}
