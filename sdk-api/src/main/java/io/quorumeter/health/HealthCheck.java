package io.quorumeter.health;

/** Finds out how a component is. Called now and then, never twice at once; should be done within a second. */
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
