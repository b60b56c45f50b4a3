package io.quorumeter.monitoring.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorumeter.core.Quorumeter;
import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.exporters.http.HttpStream;
import io.quorumeter.monitoring.own.MonitoringMetrics;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.model.SeriesSource;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final CountDownLatch released = new CountDownLatch(1);
    private final SeriesSource slow = (SeriesSource) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {SeriesSource.class}, (proxy, method, arguments) -> {
                released.await();
                return List.of();
            });
    private final EventStream stream =
            new EventStream(PromQl.over(slow), new MonitoringMetrics(Quorumeter.newCollector()));

    private static final class Received implements HttpStream {
        private final List<String> frames = new CopyOnWriteArrayList<>();

        @Override
        public boolean send(ByteBuffer frame) {
            return frames.add(UTF_8.decode(frame).toString());
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            frames.add("closed");
        }
    }

    @AfterEach
    void stop() {
        released.countDown();
        stream.close();
    }

    @Test
    void tick_isSentFirst_andEachEventAsItIsReady() {
        Received quick = join("1");
        Received slower = join("up");
        stream.tick(5_000);
        await().until(() -> quick.frames.size() == 2 && slower.frames.size() == 1);
        assertThat(quick.frames.get(0)).isEqualTo("id: 5000\nevent: tick\ndata: {\"time\":5000}\n\n");
        assertThat(quick.frames.get(1)).startsWith("id: 5000\nevent: value\ndata: {\"expr\":\"1\"");
        assertThat(slower.frames).containsExactly(quick.frames.get(0));
        Received late = join("1");
        assertThat(late.frames).isEqualTo(quick.frames);

        released.countDown();
        await().until(() -> slower.frames.size() == 2);
        assertThat(slower.frames.get(1)).startsWith("id: 5000\nevent: value\ndata: {\"expr\":\"up\"");
        assertThat(quick.frames).hasSize(2);
    }

    private Received join(String expression) {
        Received received = new Received();
        stream.handle((HttpExchange) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpExchange.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "parameters" -> List.of(expression);
                    case "stream" -> received;
                    default -> null;
                }));
        return received;
    }
}
