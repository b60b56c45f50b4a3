package io.quorumeter.core.bind;

import static io.quorumeter.core.bind.BindFamilies.COMPONENT_ERRORS;
import static io.quorumeter.core.bind.BindFamilies.COMPONENT_IN_FLIGHT;
import static io.quorumeter.core.bind.BindFamilies.COMPONENT_REQUEST;
import static io.quorumeter.core.bind.BindFamilies.COMPONENT_REQUESTS;
import static io.quorumeter.core.bind.BindFamilies.COMPONENT_SUCCESS_RATIO;
import static io.quorumeter.core.bind.BindFamilies.COMPONENT_UP;

import io.quorumeter.By;
import io.quorumeter.ByText;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Labels;
import io.quorumeter.MetricsCollector;
import io.quorumeter.ThrowingSupplier;
import io.quorumeter.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Rate, errors and duration of a service that a node offers or uses: a certificate authority, a name service, an API.
 *
 * <pre>{@code
 * ComponentMetrics authority = ComponentMetrics.of(metrics, "certificate_authority");
 * ComponentMetrics.Operation issue = authority.operation("issue");
 * …
 * Certificate certificate = issue.call(() -> authority.issue(request));     // counted and timed, also when it throws
 * issue.succeeded(nanos);                                                   // or told
 * issue.failed(nanos, "expired");
 * }</pre>
 *
 * <p>Components, operations and errors are a few names of the program's, never of a request's data. Safe from any thread; what tells of
 * a request never throws or blocks, and allocates only for an error.
 */
public final class ComponentMetrics {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final String UNKNOWN_ERROR = "unknown";

    /** How a request ended. */
    public enum Result {
        /** As it should. */
        OK,
        /** With an error. */
        ERROR
    }

    private final MetricsCollector metrics;
    private final String name;
    private final Gauge up;

    private ComponentMetrics(MetricsCollector metrics, String name) {
        this.metrics = metrics;
        this.name = name;
        up = COMPONENT_UP.on(metrics, name);
    }

    /**
     * The metrics of a component.
     *
     * @param metrics where the families are declared, and whose clock times calls
     * @param component its name
     * @return what it calls
     */
    public static ComponentMetrics of(MetricsCollector metrics, String component) {
        return new ComponentMetrics(metrics, component);
    }

    /**
     * Says whether the component can serve; it cannot until told.
     *
     * @param now whether it can
     */
    public void up(boolean now) {
        up.set(now ? 1L : 0L);
    }

    /**
     * One of the things that the component does; its series exist from now on. Declared once, kept in a field.
     *
     * @param operation its name
     * @return what is called for each request
     */
    public Operation operation(String operation) {
        return new Operation(metrics, name, operation);
    }

    /** One of the things that a component does. */
    public static final class Operation {
        private final By<Result, Counter> requests;
        private final ByText<Counter> errors;
        private final Timer duration;
        private final Gauge inFlight;

        private Operation(MetricsCollector metrics, String component, String name) {
            requests = COMPONENT_REQUESTS.on(metrics, component, name);
            errors = COMPONENT_ERRORS.on(metrics, component, name);
            duration = COMPONENT_REQUEST.on(metrics, component, name);
            inFlight = COMPONENT_IN_FLIGHT.on(metrics, component, name);
            Counter ok = requests.of(Result.OK);
            Counter error = requests.of(Result.ERROR);
            COMPONENT_SUCCESS_RATIO.derive(
                    metrics,
                    metrics.provider().ratio(ok::value, () -> ok.value() + error.value(), WINDOW),
                    component,
                    name);
        }

        /**
         * A request succeeded.
         *
         * @param nanos how long it took, in nanoseconds
         */
        public void succeeded(long nanos) {
            duration.record(nanos);
            requests.of(Result.OK).increment();
        }

        /**
         * A request failed.
         *
         * @param nanos how long it took, in nanoseconds
         * @param error why, one of a few names; {@code unknown} when it is null, and kept as {@link Labels} keep a value when it is odd
         */
        public void failed(long nanos, @Nullable String error) {
            duration.record(nanos);
            countFailure(error);
        }

        /**
         * Carries out a request, times it and counts how it ended; an exception counts under the name of its class and passes through.
         *
         * @param <R> the result
         * @param <X> what the request may throw
         * @param request what to do
         * @return the request's result
         * @throws X what the request throws, the same object
         */
        public <R, X extends Exception> R call(ThrowingSupplier<R, X> request) throws X {
            inFlight.increment();
            long begun = duration.begin();
            try {
                R result = request.get();
                requests.of(Result.OK).increment();
                return result;
            } catch (Throwable failed) {
                countFailure(nameOf(failed.getClass()));
                throw failed;
            } finally {
                duration.end(begun);
                inFlight.decrement();
            }
        }

        private void countFailure(@Nullable String error) {
            requests.of(Result.ERROR).increment();
            errors.of(error == null ? UNKNOWN_ERROR : error).increment();
        }

        /** The simple name of a class, or of what it extends when it is anonymous. */
        private static String nameOf(Class<?> thrown) {
            Class<?> named = thrown;
            while (named.isAnonymousClass()) {
                named = named.getSuperclass();
            }
            return named.getSimpleName();
        }
    }
}
