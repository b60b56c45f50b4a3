package io.quorumeter;

/**
 * An operation with a result that may throw a checked exception.
 *
 * @param <R> the result
 * @param <X> what it throws; inferred as {@code RuntimeException} when it declares nothing
 */
@FunctionalInterface
public interface ThrowingSupplier<R, X extends Exception> {
    /**
     * Runs the operation.
     *
     * @return the result
     * @throws X when it fails
     */
    R get() throws X;
}
