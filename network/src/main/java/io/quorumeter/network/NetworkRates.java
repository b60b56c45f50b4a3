package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamilies.BANDWIDTH;
import static io.quorumeter.network.NetworkFamilies.BANDWIDTH_LIMIT;
import static io.quorumeter.network.NetworkFamilies.BANDWIDTH_UTILIZATION;
import static io.quorumeter.network.NetworkFamilies.DELIVERY_RATIO;
import static io.quorumeter.network.NetworkFamilies.EFFICIENCY;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.LabelValue;
import io.quorumeter.MetricsCollector;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Rates and ratios, derived when a snapshot is taken from what was counted. */
final class NetworkRates {
    private static final Duration RATIO_WINDOW = Duration.ofMinutes(1);
    private static final Duration RATE_WINDOW = Duration.ofSeconds(10);

    private final By<MessageDirection, Gauge> limits;

    NetworkRates(MetricsCollector metrics, MessageRecords<?> messages, Counter confirmed) {
        DoubleSupplier delivered = metrics.provider().ratio(confirmed::value, messages.sent(), RATIO_WINDOW);
        DELIVERY_RATIO.observe(metrics, () -> {
            double ratio = delivered.getAsDouble(); // the window moves by readings, also before there is a value
            return confirmed.value() == 0 ? null : ratio;
        });
        EFFICIENCY.derive(
                metrics, metrics.provider().ratio(messages.consensusBytesSent(), messages.bytesSent(), RATIO_WINDOW));
        limits = BANDWIDTH_LIMIT.on(metrics);
        bandwidth(metrics, MessageDirection.SEND, messages.bytesSent());
        bandwidth(metrics, MessageDirection.RECEIVE, messages.bytesReceived());
    }

    void limit(MessageDirection direction, long bytesPerSecond) {
        limits.of(direction).set(Math.max(bytesPerSecond, 0));
    }

    private void bandwidth(MetricsCollector metrics, MessageDirection direction, LongSupplier bytes) {
        DoubleSupplier rate = metrics.provider().rate(bytes, RATE_WINDOW);
        BANDWIDTH.derive(metrics, rate, LabelValue.of(direction));
        Gauge limit = limits.of(direction);
        BANDWIDTH_UTILIZATION.observe(
                metrics, () -> limit.value() <= 0 ? 0.0 : rate.getAsDouble() / limit.value(), LabelValue.of(direction));
    }
}
