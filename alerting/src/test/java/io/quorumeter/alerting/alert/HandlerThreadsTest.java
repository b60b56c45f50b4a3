package io.quorumeter.alerting.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.MetricsCollector;
import io.quorumeter.core.Quorumeter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What handlers do to the threads that call them. */
class HandlerThreadsTest {
    private static final int ALERTS = 20;
    private static final RetryPolicy SOON = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1));

    private final MetricsCollector collector = Quorumeter.newCollector();
    private AlertManager alerts = AlertManager.on(collector).retries(SOON).start();

    @AfterEach
    void close() {
        alerts.close();
    }

    /** What a handler does besides taking an alert. */
    private enum Deed {
        NOTHING,
        INTERRUPT,
        EXCEPTION,
        CHECKED,
        ASSERTION,
        LINKAGE,
        OVERFLOW,
        DEATH,
        UNPRINTABLE;

        void run() throws Exception {
            switch (this) {
                case NOTHING -> {}
                case INTERRUPT -> Thread.currentThread().interrupt();
                case EXCEPTION -> throw new IllegalStateException("no route");
                case CHECKED -> throw new IOException("no route");
                case ASSERTION -> throw new AssertionError("no route");
                case LINKAGE -> throw new NoClassDefFoundError("com/pager/Client");
                case OVERFLOW -> overflow(0);
                case DEATH -> throw new Death();
                case UNPRINTABLE -> throw new Unprintable();
            }
        }

        private static int overflow(int depth) {
            return depth < 0 ? 0 : overflow(depth + 1) + 1;
        }
    }

    /** As {@code Thread.stop} has thrown. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    /** Takes alerts, but does something to the first call of each. */
    private static final class Odd implements AlertHandler {
        private final Random random;
        private final List<String> taken = new ArrayList<>();
        private final List<String> interrupted = new ArrayList<>();
        private final ConcurrentHashMap<String, Deed> deeds = new ConcurrentHashMap<>();
        private final CountDownLatch all = new CountDownLatch(ALERTS);

        Odd(long seed) {
            random = new Random(seed);
        }

        @Override
        public void handle(Alert alert) throws Exception {
            if (Thread.currentThread().isInterrupted()) {
                interrupted.add(alert.name());
            }
            Deed deed = Deed.values()[random.nextInt(Deed.values().length)];
            if (deeds.putIfAbsent(alert.name(), deed) == null) {
                deed.run();
            }
            taken.add(alert.name());
            if (random.nextBoolean()) {
                Thread.currentThread().interrupt();
            }
            all.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void handlers_thatInterruptAndThrow_getEveryAlertInOrder_andNoOtherNotices(long seed) throws InterruptedException {
        List<String> good = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(ALERTS);
        alerts.addHandler("good", alert -> {
            good.add(alert.name());
            all.countDown();
        });
        List<Odd> odd =
                IntStream.range(0, 3).mapToObj(i -> new Odd(10 * seed + i)).toList();
        for (int i = 0; i < odd.size(); i++) {
            alerts.addHandler("odd" + i, odd.get(i));
        }
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < ALERTS; i++) {
            sent.add("Alert" + i);
            alerts.sendAlert(Alert.firing("Alert" + i, Severity.WARNING, "it is", Instant.EPOCH));
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(good).isEqualTo(sent);
        for (Odd one : odd) {
            assertThat(one.all.await(20, TimeUnit.SECONDS))
                    .as("%s of %s", one.taken, one.deeds)
                    .isTrue();
            assertThat(one.taken).isEqualTo(sent);
            assertThat(one.interrupted).isEmpty();
        }
    }

    @Test
    void handler_isCalledAgain_whenTheLogOfItsFailureFails() throws InterruptedException {
        Logger logger = Logger.getLogger("io.quorumeter");
        Handler broken = new Handler() {
            @Override
            public void publish(LogRecord log) {
                Thread.currentThread().interrupt();
                throw new AssertionError("disk full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(broken);
        try {
            Odd odd = new Odd(1);
            alerts.addHandler("odd", alert -> {
                if (odd.deeds.putIfAbsent(alert.name(), Deed.CHECKED) == null) {
                    Deed.CHECKED.run();
                }
                odd.handle(alert);
            });
            for (int i = 0; i < ALERTS; i++) {
                alerts.sendAlert(Alert.firing("Alert" + i, Severity.WARNING, "it is", Instant.EPOCH));
            }
            assertThat(odd.all.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            logger.removeHandler(broken);
        }
    }

    @Test
    void rules_areEvaluatedOn_whenADerivedGaugeInterrupts() throws InterruptedException {
        CountDownLatch evaluations = new CountDownLatch(3);
        collector.gauge("odd_ratio").derive(() -> {
            evaluations.countDown();
            Thread.currentThread().interrupt();
            throw new Death();
        });
        assertThat(evaluations.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
