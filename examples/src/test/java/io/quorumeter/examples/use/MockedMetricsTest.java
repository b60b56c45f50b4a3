package io.quorumeter.examples.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.MetricsCollector;
import io.quorumeter.consensus.HotStuff2Events;
import io.quorumeter.consensus.Protocol;
import io.quorumeter.consensus.TimeoutPhase;
import org.junit.jupiter.api.Test;

/** A component that takes a collector, and one that takes events, each tested with Mockito. */
class MockedMetricsTest {
    enum Refusal {
        FULL,
        TOO_LARGE
    }

    /** Refuses what is too large. */
    static final class Pool {
        private final By<Refusal, Counter> refused;

        Pool(MetricsCollector metrics) {
            refused = metrics.counter("pool_refused_total").by("reason", Refusal.class);
        }

        boolean add(byte[] transaction) {
            if (transaction.length <= 100) {
                return true;
            }
            refused.of(Refusal.TOO_LARGE).increment();
            return false;
        }
    }

    /** Gives a view up. */
    record Pacemaker(HotStuff2Events events) {
        void expire(long view, long nanos) {
            events.localTimeout(view, TimeoutPhase.VOTED, nanos);
        }
    }

    @Test
    void pool_withoutMetrics_worksAsWell() {
        assertThat(new Pool(MetricsCollector.noop()).add(new byte[101])).isFalse();
    }

    @Test
    void pool_refusal_isCounted() {
        MetricsCollector metrics =
                mock(MetricsCollector.class, RETURNS_DEEP_STUBS); // a plain mock gives null for counter(…)
        Counter tooLarge = mock();
        when(metrics.counter("pool_refused_total").by("reason", Refusal.class).of(Refusal.TOO_LARGE))
                .thenReturn(tooLarge);
        new Pool(metrics).add(new byte[101]);
        verify(tooLarge).increment();
    }

    @Test
    void pacemaker_expiry_isATimeoutAfterTheVote() {
        HotStuff2Events events = mock(); // a final class: Mockito 5 or later
        new Pacemaker(events).expire(7, 1_000);
        verify(events).localTimeout(7, TimeoutPhase.VOTED, 1_000);
        verifyNoMoreInteractions(events);
    }

    @Test
    void pacemaker_withoutMetrics_worksAsWell() {
        new Pacemaker(HotStuff2Events.on(MetricsCollector.noop(), Protocol.basic())).expire(7, 1_000);
    }
}
