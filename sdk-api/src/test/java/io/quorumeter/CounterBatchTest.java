package io.quorumeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CounterBatchTest {
    private final FakeInstruments.FakeCounter counter = new FakeInstruments.FakeCounter();

    @Test
    void additions_arePublishedWhenThereAreEnoughOfThem() {
        CounterBatch batch = counter.batch(4);
        batch.increment();
        batch.increment(10);
        batch.increment(0);
        assertThat(counter.value()).isZero();
        assertThat(batch.pending()).isEqualTo(11);
        batch.increment();
        assertThat(counter.value()).isEqualTo(12);
        assertThat(batch.pending()).isZero();
        batch.increment();
        assertThat(counter.value()).isEqualTo(12);
    }

    @Test
    void flush_publishesAndBeginsTheBatchAnew() {
        CounterBatch batch = counter.batch(3);
        batch.increment();
        batch.increment();
        batch.flush();
        assertThat(counter.value()).isEqualTo(2);
        batch.flush();
        batch.increment();
        batch.increment();
        assertThat(counter.value()).isEqualTo(2);
        batch.increment();
        assertThat(counter.value()).isEqualTo(5);
    }

    @Test
    void close_publishes_andWhatComesLaterIsNotLost() {
        CounterBatch batch = counter.batch(100);
        try (batch) {
            batch.increment(7);
        }
        assertThat(counter.value()).isEqualTo(7);
        batch.increment(2);
        assertThat(counter.value()).isEqualTo(9);
        batch.close();
        assertThat(counter.value()).isEqualTo(9);
        assertThat(batch.size()).isEqualTo(1);
    }

    @Test
    void negativeAmount_isLeftToTheCounterAndHarmsNothing() {
        long[] refused = new long[1];
        Counter refusing = new Counter() {
            @Override
            public void increment() {
                counter.increment();
            }

            @Override
            public void increment(long amount) {
                if (amount < 0) {
                    refused[0]++;
                } else {
                    counter.increment(amount);
                }
            }

            @Override
            public long value() {
                return counter.value();
            }
        };
        CounterBatch batch = refusing.batch(10);
        batch.increment(5);
        batch.increment(-3);
        assertThat(refused[0]).isEqualTo(1);
        batch.close();
        assertThat(counter.value()).isEqualTo(5);
    }

    @Test
    void amountsBeyondALong_arePublishedOneByOne() {
        CounterBatch batch = counter.batch(10);
        batch.increment(Long.MAX_VALUE);
        batch.increment(5);
        assertThat(counter.value()).isEqualTo(Long.MAX_VALUE);
        assertThat(batch.pending()).isEqualTo(5);
    }

    @Test
    void size_thatIsNotPositive_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counter.batch(0))
                .withMessage("a batch is of at least one addition, not 0");
        assertThat(counter.batch().size()).isEqualTo(64);
    }

    @Test
    void batch_ofACounterThatForgets_isForgotten() {
        try (CounterBatch batch = Counter.noop().batch()) {
            batch.increment();
        }
        assertThat(Counter.noop().value()).isZero();
    }
}
