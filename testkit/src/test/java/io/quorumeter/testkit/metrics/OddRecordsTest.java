package io.quorumeter.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.quorumeter.MetricsCollector;
import io.quorumeter.StateSet;
import io.quorumeter.consensus.HotStuff2Listener;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.core.PrometheusText;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.network.ConnectionDirection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that records throws, whatever it is given, and what it measures runs. */
class OddRecordsTest {
    private static final int CALLS_TO_EACH_METHOD = 10;

    /** What reads, configures or closes, and so is no recording call. */
    private static final Set<String> OTHERS = Set.of(
            "equals",
            "hashCode",
            "toString",
            "wait",
            "notify",
            "notifyAll",
            "getClass",
            "close",
            "batch",
            "listen",
            "families",
            "delta",
            "validators",
            "operation",
            "store",
            "cache",
            "bind",
            "shareDigest",
            "onEvidence");

    private final Logger logger = Logger.getLogger("io.quorumeter");

    @BeforeEach
    void logNothing() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void logAgain() {
        logger.setLevel(null);
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    /** A recording method and what it is called on. */
    private record Call(Object subject, Method method) {
        static Stream<Call> of(Object subject, Class<?> type) {
            return Arrays.stream(type.getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .filter(method -> !OTHERS.contains(method.getName()))
                    .filter(method -> !method.getName().startsWith("observe")
                            && !method.getName().startsWith("suspect"))
                    .sorted(Comparator.comparing(Method::toGenericString))
                    .map(method -> new Call(subject, method));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyArguments_doNotThrow_andWhatIsMeasuredRunsOnce(long seed) {
        MetricsCollector metrics = Quorumeter.newCollector();
        List<Call> calls = calls(metrics).toList();
        Random random = new Random(seed);
        OddArguments odd = new OddArguments(random);
        for (int i = 0; i < CALLS_TO_EACH_METHOD * calls.size(); i++) {
            Call call = calls.get(random.nextInt(calls.size()));
            check(call, odd.of(call.method()));
        }
        assertThat(new PrometheusText().export(metrics.snapshot())).isNotEmpty();
    }

    private static void check(Call call, @Nullable Object[] arguments) {
        OddArguments.Measured measured = Arrays.stream(arguments)
                .filter(OddArguments.Measured.class::isInstance)
                .map(OddArguments.Measured.class::cast)
                .findFirst()
                .orElse(null);
        String what = call.method() + " with " + Arrays.toString(arguments);
        try {
            call.method().setAccessible(true);
            Object result = call.method().invoke(call.subject(), arguments);
            if (measured != null && call.method().getReturnType() != void.class) {
                assertThat(result).as(what).isSameAs(measured.result);
            }
        } catch (InvocationTargetException thrown) {
            if (measured == null || thrown.getCause() != measured.failure) {
                fail(what, thrown.getCause());
            }
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
        if (measured != null) {
            assertThat(measured.runs).as(what).isEqualTo(1);
        }
    }

    private static Stream<Call> calls(MetricsCollector metrics) {
        NodeMetrics node = NodeMetrics.on(metrics, Protocol.basic().replicas(4).ownIndex(0));
        Bound bound = node.bound();
        StateSet<ConnectionDirection> state = new StateGauges(metrics).gauge;
        return Stream.of(
                        named(metrics),
                        instruments(metrics),
                        Stream.of(
                                        node.events(),
                                        node.events().metrics(),
                                        node.performance(),
                                        node.mempool(),
                                        node.network(),
                                        node.storage(),
                                        node.store(),
                                        node.cache(),
                                        node.state(),
                                        bound.queue,
                                        bound.component,
                                        bound.operation,
                                        bound.pool,
                                        bound.channelMetrics,
                                        state)
                                .flatMap(subject -> Call.of(subject, subject.getClass()))
                                .filter(call -> call.subject() == node.events() || !isEvent(call.method())))
                .flatMap(calls -> calls);
    }

    /** Whether replicas call it by way of the events alone. */
    private static boolean isEvent(Method method) {
        return Arrays.stream(HotStuff2Listener.class.getMethods())
                .anyMatch(event -> event.getName().equals(method.getName())
                        && Arrays.equals(event.getParameterTypes(), method.getParameterTypes()));
    }

    private static Stream<Call> named(MetricsCollector metrics) {
        Predicate<Call> isByName = call -> Stream.of("increment", "set", "record", "timeO", "timeS", "start")
                .anyMatch(call.method().getName()::startsWith);
        return Call.of(metrics, MetricsCollector.class)
                .filter(isByName)
                .filter(call -> call.method().getParameterCount() > 0);
    }

    private static Stream<Call> instruments(MetricsCollector metrics) {
        return Stream.of(
                        Call.of(metrics.counter("c_total").create(), io.quorumeter.Counter.class),
                        Call.of(metrics.gauge("g").create(), io.quorumeter.Gauge.class),
                        Call.of(metrics.histogram("h_bytes").create(), io.quorumeter.Histogram.class),
                        Call.of(metrics.timer("t_seconds").create(), io.quorumeter.Timer.class),
                        Call.of(metrics.timer("sampled_seconds").sampled(0.5).create(), io.quorumeter.Timer.class),
                        Call.of(metrics.timer("o_seconds").createOperation(), io.quorumeter.OperationTimer.class),
                        Call.of(metrics.busyTime("b_seconds_total").create(), io.quorumeter.BusyTime.class),
                        Call.of(
                                metrics.stateSet("s", ConnectionDirection.class).create(),
                                io.quorumeter.StateSet.class),
                        Call.of(io.quorumeter.PeerSet.ofSlots(4), io.quorumeter.PeerSet.class),
                        Call.of(
                                metrics.summary("w_bytes")
                                        .window(Duration.ofMinutes(1))
                                        .create(),
                                io.quorumeter.Summary.class))
                .flatMap(calls -> calls)
                .filter(call -> !call.method().getName().equals("quantile"));
    }

    /** A gauge of states under a row of its own. */
    private static final class StateGauges {
        private final StateSet<ConnectionDirection> gauge;

        StateGauges(MetricsCollector metrics) {
            gauge = metrics.stateSet("mine", ConnectionDirection.class).create();
        }
    }
}
