package io.quorumeter.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.safety.ObservationDigest;
import io.quorumeter.core.Quorumeter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A null anywhere in an event neither throws nor stays where it would throw later. */
class NullArgumentsTest {
    private final Logger logger = Logger.getLogger("io.quorumeter");
    private final MetricsCollector metrics = Quorumeter.newCollector();
    private final HotStuff2Events events = HotStuff2Events.on(metrics, Samples.PROTOCOL);
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void logNothing() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void logAgain() {
        logger.setLevel(null);
    }

    /** The events that have objects. */
    static Stream<Method> events() {
        return Stream.of(HotStuff2Listener.class.getMethods())
                .filter(event -> Stream.of(event.getParameterTypes()).anyMatch(type -> !type.isPrimitive()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventWithANull_isToldToNobody_andCounted(Method event) throws Exception {
        events.listen("mine", (HotStuff2Listener) Proxy.newProxyInstance(
                HotStuff2Listener.class.getClassLoader(),
                new Class<?>[] {HotStuff2Listener.class},
                (proxy, called, arguments) -> {
                    told.add(called.getName());
                    return null;
                }));
        List<@Nullable Object[]> incomplete = incomplete(event.getParameterTypes());
        for (@Nullable Object[] arguments : incomplete) {
            event.invoke(events, arguments);
        }

        assertThat(told).isEmpty();
        assertThat(events.listenerErrors()).isEqualTo(incomplete.size());
        assertThat(metrics.snapshot().value("quorumeter_consumer_errors_total", "consumer", "mine"))
                .hasValue(incomplete.size());
        event.invoke(events, SampleArguments.of(event.getParameterTypes()));
        assertThat(told).containsExactly(event.getName());
    }

    @Test
    @SuppressWarnings("NullAway") // what is tested
    void whatIsRead_hasNoNull() {
        BlockId id = Samples.id(1);
        events.blockCommitted(CommittedBlock.byDoubleCertificate(1, null, id, 1).at(0));
        events.blockExecuted(ExecutedBlock.of(1, id).root(null).at(0));
        events.lockUpdated(2, 1, null, LockCause.PREPARE, 0);

        ObservationDigest digest = events.safety().digest();
        assertThat(ObservationDigest.decode(digest.encode())).isEqualTo(digest);
        assertThat(events.timeline().toJson()).doesNotContain("null");
    }

    /** Arguments of these types with each object, and each that one consists of, missing in turn. */
    private static List<@Nullable Object[]> incomplete(Class<?>[] types) throws ReflectiveOperationException {
        List<@Nullable Object[]> all = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isPrimitive()) {
                continue;
            }
            List<@Nullable Object> ways = new ArrayList<>();
            ways.add(null);
            if (SampleArguments.record(types[i]).isRecord()
                    && types[i] != BlockId.class
                    && types[i] != ValidatorSetChange.class) {
                for (@Nullable Object[] parts : incomplete(SampleArguments.components(types[i]))) {
                    ways.add(SampleArguments.record(types[i], parts));
                }
            }
            for (Object way : ways) {
                @Nullable Object[] arguments = SampleArguments.of(types);
                arguments[i] = way;
                all.add(arguments);
            }
        }
        return all;
    }
}
