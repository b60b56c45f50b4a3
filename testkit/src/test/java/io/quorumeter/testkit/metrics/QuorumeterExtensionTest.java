package io.quorumeter.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class QuorumeterExtensionTest {
    private static final List<TestMetricsCollector> SEEN = new ArrayList<>();

    /** Run by the tests, and by nobody else: it is not public and its name is not that of a test. */
    @ExtendWith(QuorumeterExtension.class)
    static class Subject {
        private final TestMetricsCollector ofConstructor;

        Subject(TestMetricsCollector metrics) {
            ofConstructor = metrics;
        }

        @BeforeEach
        void before(TestMetricsCollector metrics, VirtualClock clock) {
            assertThat(metrics).isSameAs(ofConstructor);
            clock.advance(Duration.ofSeconds(2));
            metrics.incrementCounter("prepared_total");
        }

        @Test
        void passes(TestMetricsCollector metrics, VirtualClock clock) {
            SEEN.add(metrics);
            assertThat(metrics.clock()).isSameAs(clock);
            MetricsAssertions.assertThat(metrics).counter("prepared_total").isEqualTo(1);
        }

        @Test
        void fails(TestMetricsCollector metrics) {
            SEEN.add(metrics);
            metrics.incrementCounter("votes_total", "phase", "vote");
            throw new IllegalStateException("as intended");
        }

        @Test
        void isAborted() {
            Assumptions.assumeTrue(false);
        }
    }

    @Test
    void eachTest_hasItsOwnCollector() {
        SEEN.clear();
        Map<String, TestExecutionResult> results = run();
        assertThat(of(results, "passes(TestMetricsCollector, VirtualClock)").getStatus())
                .isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void failure_carriesWhatWasMeasured() {
        Throwable failure =
                of(run(), "fails(TestMetricsCollector)").getThrowable().orElseThrow();
        assertThat(failure).hasMessage("as intended");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(dump -> assertThat(dump)
                        .isInstanceOf(MetricsDump.class)
                        .hasMessageContaining(
                                "the metrics after PT2S:\nprepared_total 1\nvotes_total{phase=\"vote\"} 1\n")
                        .hasMessageContaining("the 2 calls:\n  2.000000s increment prepared_total 1\n"));
    }

    @Test
    void abortedTest_carriesNothing() {
        TestExecutionResult result = of(run(), "isAborted()");
        assertThat(result.getStatus()).isEqualTo(TestExecutionResult.Status.ABORTED);
        assertThat(result.getThrowable().orElseThrow().getSuppressed()).isEmpty();
    }

    /** Has one collector for all its tests, which would not be fresh. */
    @ExtendWith(QuorumeterExtension.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        OneInstance(TestMetricsCollector metrics) {}

        @Test
        void passes() {}
    }

    /** The same for a method before all of them. */
    @ExtendWith(QuorumeterExtension.class)
    static class BeforeAllTests {
        @BeforeAll
        static void prepare(VirtualClock clock) {}

        @Test
        void passes() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {OneInstance.class, BeforeAllTests.class})
    void parameterThatAllTestsWouldShare_isRefusedWithTheRemedy(Class<?> subject) {
        assertThat(run(subject).values())
                .flatExtracting(result -> result.getThrowable().stream().toList())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal)
                        .isInstanceOf(ParameterResolutionException.class)
                        .hasStackTraceContaining("of methods before and after each test"));
    }

    private static TestExecutionResult of(Map<String, TestExecutionResult> results, String test) {
        return Objects.requireNonNull(results.get(test), test);
    }

    private static Map<String, TestExecutionResult> run() {
        return run(Subject.class);
    }

    private static Map<String, TestExecutionResult> run(Class<?> subject) {
        Map<String, TestExecutionResult> results = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(subject))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                results.put(test.getDisplayName(), result);
            }
        });
        return results;
    }
}
