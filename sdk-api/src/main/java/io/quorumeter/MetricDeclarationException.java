package io.quorumeter;

/**
 * A family was declared wrongly: a bad name, a label twice, a name that another family has with another type. Thrown where
 * instruments are declared, with the name of the thing and what would be right; recording never throws it.
 */
public final class MetricDeclarationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, in which family, and what would be right
     */
    public MetricDeclarationException(String message) {
        super(message);
    }
}
