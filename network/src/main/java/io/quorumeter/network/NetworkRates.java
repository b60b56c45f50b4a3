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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Rates and ratios, derived when a snapshot is taken from what was counted. */
final class NetworkRates {
    private static final Duration RATIO_WINDOW = Duration.ofMinutes(1);
    private static final Duration RATE_WINDOW = Duration.ofSeconds(10);
    private static final Set<MessageType> OF_CONSENSUS =
            EnumSet.complementOf(EnumSet.of(MessageType.SYNC, MessageType.MEMPOOL, MessageType.OTHER));

    private final By<MessageDirection, Gauge> limits;

    NetworkRates(
            Families families,
            By<MessageType, Counter> messagesSent,
            By<MessageType, Counter> bytesSent,
            By<MessageType, Counter> bytesReceived,
            Counter confirmed) {
        Set<MessageType> all = EnumSet.allOf(MessageType.class);
        families.gauge(DELIVERY_RATIO).observe(families.ratio(confirmed::value, sum(messagesSent, all), RATIO_WINDOW));
        families.gauge(EFFICIENCY)
                .observe(families.ratio(sum(bytesSent, OF_CONSENSUS), sum(bytesSent, all), RATIO_WINDOW));
        limits = families.gauge(BANDWIDTH_LIMIT)
                .by("direction", MessageDirection.class)
                .create();
        utilization(families, MessageDirection.SEND, sum(bytesSent, all));
        utilization(families, MessageDirection.RECEIVE, sum(bytesReceived, all));
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

    private static LongSupplier sum(By<MessageType, Counter> counters, Set<MessageType> types) {
        Counter[] summed = types.stream().map(counters::of).toArray(Counter[]::new);
        return () -> Arrays.stream(summed).mapToLong(Counter::value).sum();
    }
}
