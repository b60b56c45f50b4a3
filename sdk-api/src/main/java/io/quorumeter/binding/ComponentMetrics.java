package io.quorumeter.binding;

import static io.quorumeter.binding.BindingFamily.COMPONENT_ERRORS;
import static io.quorumeter.binding.BindingFamily.COMPONENT_IN_FLIGHT;
import static io.quorumeter.binding.BindingFamily.COMPONENT_REQUEST;
import static io.quorumeter.binding.BindingFamily.COMPONENT_REQUESTS;
import static io.quorumeter.binding.BindingFamily.COMPONENT_SUCCESS_RATIO;
import static io.quorumeter.binding.BindingFamily.COMPONENT_UP;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Labels;
import io.quorumeter.MetricDeclarationException;
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

    private final Families families;
    private final String name;
    private final Gauge up;

    private ComponentMetrics(Families families, String name) {
        this.families = families;
        this.name = name;
        up = families.gauge(COMPONENT_UP).with("component", name).create();
    }

    /**
     * The metrics of a component under the usual prefix.
     *
     * @param metrics where the families are declared, and whose clock times calls
     * @param component its name
     * @return what it calls; the same series for the same name
     */
    public static ComponentMetrics of(MetricsCollector metrics, String component) {
        return of(metrics, component, Families.DEFAULT_PREFIX);
    }

    /**
     * The metrics of a component under a prefix of one's own.
     *
     * @param metrics where the families are declared, and whose clock times calls
     * @param component its name
     * @param prefix stands before each name
     * @return what it calls
     */
    public static ComponentMetrics of(MetricsCollector metrics, String component, String prefix) {
        return new ComponentMetrics(new Families(metrics, prefix), component);
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
        return new Operation(families, name, operation);
    }

    /** One of the things that a component does. */
    public static final class Operation {
        private final Families families;
        private final String component;
        private final String name;
        private final By<Result, Counter> requests;
        private final Timer duration;
        private final Gauge inFlight;

        private Operation(Families families, String component, String name) {
            this.families = families;
            this.component = component;
            this.name = name;
            requests = families.counter(COMPONENT_REQUESTS)
                    .with("component", component)
                    .with("operation", name)
                    .by("result", Result.class)
                    .create();
            duration = families.timer(COMPONENT_REQUEST)
                    .with("component", component)
                    .with("operation", name)
                    .create();
            inFlight = families.gauge(COMPONENT_IN_FLIGHT)
                    .with("component", component)
                    .with("operation", name)
                    .create();
            Counter ok = requests.of(Result.OK);
            Counter error = requests.of(Result.ERROR);
            families.gauge(COMPONENT_SUCCESS_RATIO)
                    .with("component", component)
                    .with("operation", name)
                    .observe(families.ratio(ok::value, () -> ok.value() + error.value(), WINDOW));
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
            Labels series = Labels.of(
                    "component", component, "operation", name, "error", error == null ? UNKNOWN_ERROR : error);
            try {
                families.counter(COMPONENT_ERRORS).with(series).create().increment();
            } catch (MetricDeclarationException noPlace) {
                // By name it is counted as lost and logged, and does not throw.
                families.collector().incrementCounter(families.name(COMPONENT_ERRORS), series);
            }
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
