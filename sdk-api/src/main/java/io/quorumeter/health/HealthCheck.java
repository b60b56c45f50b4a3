package io.quorumeter.health;

/**
 * Determines the health of a component. Called now and then, never twice at once, on a thread of its own; the caller waits at most a few
 * seconds for the result.
 */
@FunctionalInterface
public interface HealthCheck {
    /**
     * Checks the component.
     *
     * @return what it found
     * @throws Exception when the check cannot be made, which counts as failing
     */
    Health check() throws Exception;
}
