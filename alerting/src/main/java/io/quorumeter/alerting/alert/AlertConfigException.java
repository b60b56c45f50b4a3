package io.quorumeter.alerting.alert;

/** A setting of alerts is wrong; the message begins with its key, after file and line where it came from one. */
public final class AlertConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The key of the setting; empty when it is not about one. */
    private final String key;

    /** What is wrong with it. */
    private final String problem;

    /**
     * About one setting.
     *
     * @param key the setting; empty when it is not about one
     * @param problem what is wrong, and what would be right
     */
    public AlertConfigException(String key, String problem) {
        this("", key, problem);
    }

    /**
     * About one setting in a file.
     *
     * @param place where it stands, such as {@code line 3}; empty when it comes from no text
     * @param key the setting; empty when it is not about one
     * @param problem what is wrong, and what would be right
     */
    AlertConfigException(String place, String key, String problem) {
        super((place.isEmpty() ? "" : place + ": ") + (key.isEmpty() ? "" : key + ": ") + problem);
        this.key = key;
        this.problem = problem;
    }

    /** The same with the place in a text. */
    AlertConfigException at(String place) {
        return new AlertConfigException(place, key, problem);
    }

    /**
     * What is wrong.
     *
     * @return the message without key and place
     */
    public String problem() {
        return problem;
    }

    /**
     * The setting that is wrong.
     *
     * @return its key, such as {@code max_cpu_usage}; empty when it is not about one
     */
    public String key() {
        return key;
    }
}
