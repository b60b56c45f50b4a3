package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Indexed;
import io.quorumeter.Metrics;
import io.quorumeter.MetricsCollector;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import io.quorumeter.consensus.VotePhase;
import io.quorumeter.core.Quorumeter;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Metrics of one's own: each kind of instrument, each kind of label, by name, and without any set-up. */
class OwnMetricsTest {
    private enum Reason {
        FULL,
        TOO_LARGE
    }

    private enum Result {
        ACCEPTED,
        LATE
    }

    private record Block(long height) {}

    private final Queue<String> pool = new ArrayDeque<>();

    @Test
    void boundInstruments_recordWhereThingsHappen() {
        MetricsCollector metrics = Quorumeter.newCollector();
        ValidatorSet validatorSet = ValidatorSet.ofSize(100);
        long startedAt = System.nanoTime();

        Counter evictions = metrics.counter("mempool_evictions_total")
                .help("Transactions dropped to make room")
                .create();
        By<Reason, Counter> rejected = metrics.counter("mempool_rejected_total").by("reason", Reason.class);
        By2<VotePhase, Result, Counter> votes =
                metrics.counter("votes_total").by("phase", VotePhase.class, "result", Result.class);
        Indexed<Counter> perValidator = metrics.counter("validator_votes_total").by("validator", validatorSet);
        Timer validation = metrics.timer("block_validation_seconds").create();
        metrics.gauge("mempool_transactions").observe(pool::size);

        pool.add("a transaction");
        evictions.increment();
        rejected.of(Reason.FULL).increment();
        votes.of(VotePhase.VOTE, Result.ACCEPTED).increment();
        perValidator.at(17).increment();
        validation.record(System.nanoTime() - startedAt);
        try (var t = validation.start()) {
            validate(new Block(1));
        }
        Block b = validation.time(() -> validate(new Block(2)));

        MetricsSnapshot snapshot = metrics.snapshot();
        assertThat(b.height()).isEqualTo(2);
        assertThat(snapshot.value("mempool_evictions_total")).hasValue(1);
        assertThat(snapshot.value("mempool_rejected_total", "reason", "full")).hasValue(1);
        assertThat(snapshot.value("mempool_rejected_total", "reason", "too_large"))
                .hasValue(0);
        assertThat(snapshot.value("votes_total", "phase", "vote", "result", "accepted"))
                .hasValue(1);
        assertThat(snapshot.value("validator_votes_total", "validator", "17")).hasValue(1);
        assertThat(snapshot.value("mempool_transactions")).hasValue(1);
        assertThat(snapshot.distribution("block_validation_seconds")
                        .orElseThrow()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void byName_needsNoDeclaration() {
        MetricsCollector metrics = Quorumeter.newCollector();
        metrics.incrementCounter("errors_total", "component", "sync");
        assertThat(metrics.snapshot().value("errors_total", "component", "sync"))
                .hasValue(1);
    }

    @Test
    void global_needsNoSetUp() {
        double before = Metrics.global().snapshot().value("requests_total").orElse(0);
        Metrics.global().incrementCounter("requests_total");
        assertThat(Metrics.global().snapshot().total("requests_total")).isEqualTo(before + 1);
    }

    @Test
    void noop_takesTheSameCallsAndForgetsThem() {
        MetricsCollector metrics = MetricsCollector.noop();
        Counter evictions = metrics.counter("mempool_evictions_total").create();
        evictions.increment();
        metrics.incrementCounter("errors_total", "component", "sync");
        assertThat(evictions.value()).isZero();
        assertThat(metrics.snapshot().families()).isEmpty();
    }

    private static Block validate(Block block) {
        return block;
    }
}
