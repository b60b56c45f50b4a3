package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.quorumeter.MetricsCollector;
import io.quorumeter.alerting.health.HealthChecker;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.health.Health;
import io.quorumeter.health.HealthCheck;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A null is refused where it is given, and not at the first alert. */
@SuppressWarnings("NullAway")
class NullArgumentsTest {
    private static Arguments call(String argument, BiConsumer<AlertManagerBuilder, HealthChecker> call) {
        return Arguments.of(argument, call);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("metrics", (builder, health) -> AlertManager.on(null)),
                call("handler", (builder, health) -> builder.handler("x", null)),
                call("name", (builder, health) -> builder.handler(null, alert -> {})),
                call("thresholds", (builder, health) -> builder.config(null)),
                call("policy", (builder, health) -> builder.retries(null)),
                call("handler", (builder, health) -> builder.start().addHandler("x", null)),
                call("callback", (builder, health) -> builder.start().onFiring("x", null)),
                call("logger", (builder, health) -> new LogAlertHandler(null)),
                call("out", (builder, health) -> new ConsoleAlertHandler(null)),
                call("check", (builder, health) -> health.register("x", (HealthCheck) null)),
                call("component", (builder, health) -> health.register(null, Health::ok)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void argument_thatIsNull_isRefusedByName(String argument, BiConsumer<AlertManagerBuilder, HealthChecker> call) {
        MetricsCollector metrics = Quorumeter.newCollector();
        AlertManagerBuilder builder = AlertManager.on(metrics).loops(new ManualLoops());
        assertThatNullPointerException()
                .isThrownBy(() -> call.accept(builder, new HealthChecker()))
                .withMessage(argument);
    }
}
