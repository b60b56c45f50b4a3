package io.quorumeter.alerting.template;

/** A template cannot be read, or not be filled in. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
