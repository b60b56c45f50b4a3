package io.quorumeter.core;

import io.quorumeter.BusyTime;
import io.quorumeter.By;
import io.quorumeter.By2;
import io.quorumeter.Counter;
import io.quorumeter.Gauge;
import io.quorumeter.Histogram;
import io.quorumeter.Indexed;
import io.quorumeter.MetricsCollector;
import io.quorumeter.PeerSet;
import io.quorumeter.StateSet;
import io.quorumeter.Summary;
import io.quorumeter.Timer;
import io.quorumeter.ValidatorSet;
import io.quorumeter.snapshot.Distribution;
import io.quorumeter.snapshot.FamilySnapshot;
import io.quorumeter.snapshot.MetricsSnapshot;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the stress matrix records: calls of which each adds the same to a measure that never falls, so that the measure says how many
 * calls took effect, at any time and at the end.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions have no state
enum StressSubject {
    COUNTER(3, StressSubject::numbers, metrics -> {
        Counter counter = metrics.counter("subject_total").create();
        return i -> {
            counter.increment();
            counter.increment(2);
        };
    }),
    COUNTER_WITH_EXEMPLARS(1, StressSubject::numbers, metrics -> {
        Counter counter = metrics.counter("subject_total").create();
        return i -> counter.incrementWithExemplar(1, i, i, i);
    }),
    COUNTER_BY_ENUM(1, StressSubject::numbers, metrics -> {
        By<Phase, Counter> votes = metrics.counter("subject_total").by("phase", Phase.class);
        return i -> votes.of(phase(i)).increment();
    }),
    COUNTER_BY_TWO_ENUMS(1, StressSubject::numbers, metrics -> {
        By2<Phase, Way, Counter> votes = metrics.counter("subject_total").by("phase", Phase.class, "way", Way.class);
        return i -> votes.of(phase(i), way(i)).increment();
    }),
    COUNTER_BY_VALIDATOR(1, StressSubject::numbers, metrics -> {
        Indexed<Counter> votes = metrics.counter("subject_total").by("validator", ValidatorSet.ofSize(4));
        return i -> votes.at(i & 7).increment();
    }),
    COUNTER_BY_PEER(1, StressSubject::numbers, metrics -> {
        PeerSet peers = PeerSet.ofSlots(4);
        Indexed<Counter> votes = metrics.counter("subject_total").by("peer", peers);
        peers.connect("a");
        peers.connect("b");
        return i -> votes.at(i & 3).increment();
    }),
    COUNTER_BY_NAME(1, StressSubject::numbers, metrics -> byName(metrics, 16)),
    COUNTER_BY_NAME_BEYOND_THE_LIMIT(1, StressSubject::numbers, metrics -> byName(metrics, 64)),
    GAUGE(2, StressSubject::numbers, metrics -> {
        Gauge gauge = metrics.gauge("subject_level").create();
        return i -> {
            gauge.add(3);
            gauge.decrement();
        };
    }) {
        @Override
        boolean onlyRises() {
            return false;
        }
    },
    GAUGE_OF_FRACTIONS(1, StressSubject::numbers, metrics -> {
        Gauge gauge = metrics.gauge("subject_level").create();
        return i -> {
            gauge.add(0.5);
            gauge.add(0.5);
        };
    }),
    BUSY_TIME(1_000, family -> Math.round(family.value(0) * 1e9), metrics -> {
        BusyTime busy = metrics.busyTime("subject_seconds_total").create();
        return i -> busy.add(1_000);
    }),
    BUSY_TIME_OF_WORKERS(StressMatrixTest.NOW, family -> Math.round(family.value(0) * 1e9), metrics -> {
        BusyTime busy = metrics.busyTime("subject_seconds_total").create();
        ThreadLocal<BusyTime> mine = ThreadLocal.withInitial(busy::worker);
        return i -> {
            mine.get().begin(0);
            mine.get().end(StressMatrixTest.NOW);
        };
    }),
    STATE_SET(0, family -> numbers(family) - 1, metrics -> {
        StateSet<Way> way = metrics.stateSet("subject_way", Way.class).create();
        return i -> way.set(way(i));
    }),
    HISTOGRAM(1, StressSubject::counts, i -> i & 1023, metrics -> {
        Histogram histogram = metrics.histogram("subject_bytes").create();
        return i -> histogram.record(i & 1023);
    }),
    HISTOGRAM_OF_FRACTIONS(1, StressSubject::counts, i -> (i & 1023) + 0.5, metrics -> {
        Histogram histogram = metrics.histogram("subject_bytes").create();
        return i -> histogram.record((i & 1023) + 0.5);
    }),
    HISTOGRAM_OF_MANY_AT_ONCE(5, StressSubject::counts, i -> 35, metrics -> {
        Histogram histogram = metrics.histogram("subject_bytes").create();
        return i -> histogram.record(7, 5);
    }),
    HISTOGRAM_WITH_EXEMPLARS(1, StressSubject::counts, i -> i & 1023, metrics -> {
        Histogram histogram = metrics.histogram("subject_bytes").create();
        return i -> histogram.recordWithExemplar(i & 1023, i, i, i);
    }),
    HISTOGRAM_WITH_EXPECTED_INTERVAL(3, StressSubject::counts, i -> 35 + 25 + 15, metrics -> {
        Histogram histogram = metrics.histogram("subject_bytes").create();
        return i -> histogram.recordWithExpectedInterval(35, 10);
    }),
    TIMER(1, StressSubject::counts, i -> 1L << (i & 31), metrics -> {
        Timer timer = metrics.timer("subject_seconds").create();
        return i -> timer.record(1L << (i & 31));
    }),
    TIMER_SAMPLED(1, StressSubject::counts, metrics -> {
        Timer timer = metrics.timer("subject_seconds").sampled(0.25).create();
        return i -> timer.record(i & 1023);
    }) {
        @Override
        double tolerance() {
            return 0.05; // more than ten standard deviations
        }
    },
    TIMER_BY_VALIDATOR(1, StressSubject::counts, i -> i & 1023, metrics -> {
        Indexed<Timer> waits = metrics.timer("subject_seconds").by("validator", ValidatorSet.ofSize(4));
        return i -> waits.at(i & 7).record(i & 1023);
    }),
    SUMMARY(1, StressSubject::counts, i -> i & 1023, metrics -> {
        Summary summary = metrics.summary("subject_bytes").create();
        return i -> summary.record(i & 1023);
    }),
    SUMMARY_OF_FRACTIONS(1, StressSubject::counts, i -> (i & 1023) + 0.5, metrics -> {
        Summary summary = metrics.summary("subject_bytes").create();
        return i -> summary.record((i & 1023) + 0.5);
    });

    enum Phase {
        VOTE,
        VOTE2
    }

    enum Way {
        SENT,
        RECEIVED
    }

    /** By how much each call moves the measure. */
    final long perCall;

    private final ToLongFunction<FamilySnapshot> measure;
    private final Function<MetricsCollector, IntConsumer> recorder;
    private final @Nullable IntToDoubleFunction sum;

    StressSubject(
            long perCall, ToLongFunction<FamilySnapshot> measure, Function<MetricsCollector, IntConsumer> recorder) {
        this(perCall, measure, null, recorder);
    }

    /** With what each call adds to the sum of a distribution, exactly. */
    StressSubject(
            long perCall,
            ToLongFunction<FamilySnapshot> measure,
            @Nullable IntToDoubleFunction sum,
            Function<MetricsCollector, IntConsumer> recorder) {
        this.perCall = perCall;
        this.measure = measure;
        this.sum = sum;
        this.recorder = recorder;
    }

    /** Declares the subject; the call that is told how many were before it on its thread. */
    IntConsumer on(MetricsCollector metrics) {
        return recorder.apply(metrics);
    }

    /** How many calls make contention likely. */
    int calls() {
        return 300_000;
    }

    /** Whether no call takes back for a moment what it adds. */
    boolean onlyRises() {
        return true;
    }

    /** By which share the measure may be off while it is recorded, and at the end. */
    double tolerance() {
        return 0;
    }

    /** The exact sum of what so many calls record on each thread, raw; 0 where nothing says it. */
    double sumOf(int each, int threads) {
        double all = 0;
        for (int i = 0; sum != null && i < each; i++) {
            all += sum.applyAsDouble(i);
        }
        return all * threads;
    }

    /** The sum that a snapshot shows, raw; 0 where nothing says what it should be. */
    double sumIn(MetricsSnapshot snapshot) {
        double all = 0;
        for (FamilySnapshot family : snapshot.families()) {
            boolean isIt = sum != null && family.descriptor().name().startsWith("subject_");
            for (int i = 0; isIt && i < family.size(); i++) {
                all += family.isWholeSum(i) ? family.wholeSum(i) : family.sum(i);
            }
        }
        return all;
    }

    /** The measure in a snapshot, whose distributions must not be torn. */
    long in(MetricsSnapshot snapshot) {
        long sum = 0;
        for (FamilySnapshot family : snapshot.families()) {
            if (family.descriptor().name().startsWith("subject_")) {
                sum += measure.applyAsLong(family);
            }
        }
        return sum;
    }

    private static Phase phase(int i) {
        return (i & 1) == 0 ? Phase.VOTE : Phase.VOTE2;
    }

    private static Way way(int i) {
        return (i & 2) == 0 ? Way.SENT : Way.RECEIVED;
    }

    /** So many values in turn, a power of two. */
    private static IntConsumer byName(MetricsCollector metrics, int values) {
        String[] names = IntStream.range(0, values).mapToObj(i -> "v" + i).toArray(String[]::new);
        return i -> metrics.incrementCounter("subject_total", "value", names[i & (values - 1)]);
    }

    private static long numbers(FamilySnapshot family) {
        return (long) Math.floor(family.total());
    }

    private static long counts(FamilySnapshot family) {
        long sum = 0;
        for (int i = 0; i < family.size(); i++) {
            Distribution distribution = family.distribution(i);
            long[] buckets = new long[1];
            distribution.forEachBucket((lower, upper, count) -> buckets[0] += count);
            double most = (distribution.count() == 0 ? 0 : distribution.max() * 1.02) * distribution.count();
            if (buckets[0] != distribution.count()
                    || distribution.sum() > most
                    || distribution.count() > family.count(i)) {
                throw new AssertionError("torn: " + distribution + ", sum " + distribution.sum());
            }
            sum += family.count(i);
        }
        return sum;
    }
}
