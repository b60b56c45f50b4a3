package io.quorumeter.testkit.metrics;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Gives each test a collector and a clock of its own, and shows what the collector holds when the test fails.
 *
 * <pre>{@code
 * @ExtendWith(QuorumeterExtension.class)
 * class MyReplicaTest {
 *     @Test
 *     void timeout_isCounted(TestMetricsCollector metrics, VirtualClock clock) { … }
 * }
 * }</pre>
 *
 * <p>Works on JUnit Jupiter 5.10 or later, 6 included. Both may be parameters of test methods and of methods before and after each test,
 * and from JUnit 5.12 on of a test class' constructor, when each test has an instance of its own; anywhere else they are refused. Within
 * one test they are the same wherever they are asked for, and the clock is the collector's. A test that fails gets the series that have
 * moved and the last calls as a suppressed {@link MetricsDump}, which every report shows below the failure. Keeps nothing between tests.
 */
public final class QuorumeterExtension
        implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(QuorumeterExtension.class);

    /** Made by JUnit. */
    public QuorumeterExtension() {}

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestMetricsCollector.class || type == VirtualClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) { // what all tests of a class share would not be fresh
            throw new ParameterResolutionException(
                    "Each test has a collector and a clock of its own: take them as parameters of the test, or of methods before and"
                            + " after each test; of the constructor only on JUnit 5.12 or later, when each test has an "
                            + "instance of its own");
        }
        TestMetricsCollector collector = collector(context);
        return parameter.getParameter().getType() == VirtualClock.class ? collector.clock() : collector;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(context, failure);
    }

    private static Throwable explained(ExtensionContext context, Throwable failure) {
        TestMetricsCollector collector =
                context.getStore(NAMESPACE).get(TestMetricsCollector.class, TestMetricsCollector.class);
        if (collector != null && !(failure instanceof TestAbortedException)) {
            failure.addSuppressed(new MetricsDump(collector));
        }
        return failure;
    }

    /** By {@code get} and {@code put}, which every JUnit has, and none deprecates; one thread prepares a test. */
    private static TestMetricsCollector collector(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        TestMetricsCollector kept = store.get(TestMetricsCollector.class, TestMetricsCollector.class);
        if (kept != null) {
            return kept;
        }
        TestMetricsCollector created = TestMetricsCollector.create();
        store.put(TestMetricsCollector.class, created);
        return created;
    }
}
