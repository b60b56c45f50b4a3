package io.quorumeter;

/**
 * An operation without a result that may throw a checked exception.
 *
 * @param <X> what it throws; inferred as {@code RuntimeException} when it declares nothing
 */
@FunctionalInterface
public interface ThrowingRunnable<X extends Exception> {
    /**
     * Runs the operation.
     *
     * @throws X when it fails
     */
    void run() throws X;
}
