package io.quorumeter.network;

import static io.quorumeter.network.NetworkFamily.BANDWIDTH_LIMIT;
import static io.quorumeter.network.NetworkFamily.BANDWIDTH_UTILIZATION;
import static io.quorumeter.network.NetworkFamily.DELIVERY_RATIO;
import static io.quorumeter.network.NetworkFamily.EFFICIENCY;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.LabelValue;
import io.quorumeter.binding.Families;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Rates and ratios, derived when a snapshot is taken from what was counted. */
final class NetworkRates {
    private static final Duration RATIO_WINDOW = Duration.ofMinutes(1);
    private static final Duration RATE_WINDOW = Duration.ofSeconds(10);

    private final By<MessageDirection, Gauge> limits;

    NetworkRates(Families families, MessageRecords<?> messages, Counter confirmed) {
        families.gauge(DELIVERY_RATIO).observe(families.ratio(confirmed::value, messages.sent(), RATIO_WINDOW));
        families.gauge(EFFICIENCY)
                .observe(families.ratio(messages.consensusBytesSent(), messages.bytesSent(), RATIO_WINDOW));
        limits = families.gauge(BANDWIDTH_LIMIT)
                .by("direction", MessageDirection.class)
                .create();
        utilization(families, MessageDirection.SEND, messages.bytesSent());
        utilization(families, MessageDirection.RECEIVE, messages.bytesReceived());
    }

    void limit(MessageDirection direction, long bytesPerSecond) {
        limits.of(direction).set(Math.max(bytesPerSecond, 0));
    }

    private void utilization(Families families, MessageDirection direction, LongSupplier bytes) {
        Supplier<Double> rate = families.rate(bytes, RATE_WINDOW);
        Gauge limit = limits.of(direction);
        families.gauge(BANDWIDTH_UTILIZATION)
                .with("direction", LabelValue.of(direction))
                .observe(() -> limit.value() <= 0 ? 0.0 : rate.get() / limit.value());
    }
}
