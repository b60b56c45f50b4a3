package io.quorumeter.alerting.health;

import java.util.Locale;

/** The components of every node. */
public enum ComponentType {
    /** The replica itself. */
    CONSENSUS,
    /** Its connections. */
    NETWORK,
    /** Its stores. */
    STORAGE;

    /**
     * What it is called in reports.
     *
     * @return as in {@code consensus}
     */
    public String componentName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
