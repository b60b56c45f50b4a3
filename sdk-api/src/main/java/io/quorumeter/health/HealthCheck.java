package io.quorumeter.health;

/**
 * Finds out how a component is. Called now and then, never twice at once, on a thread of its own; whoever asks does not wait longer than a
 * few seconds for it.
 */
@FunctionalInterface
public interface HealthCheck {
    /**
     * Looks.
     *
     * @return what it found
     * @throws Exception when it could not find out, which is taken as failing
     */
    Health check() throws Exception;
}
