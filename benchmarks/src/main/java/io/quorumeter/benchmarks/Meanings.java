package io.quorumeter.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each question measures, a sentence or two each, by how its text begins; the first that fits. */
final class Meanings {
    private static final Map<String, String> BY_BEGINNING = new LinkedHashMap<>();

    static {
        put(
                "bound counter, 1 thread, against the JDK",
                "Adding one to a counter without labels that was looked up beforehand, beside `LongAdder.increment()`.");
        put("bound counter, 2 threads, against the JDK", "The same with two threads on one counter.");
        put(
                "bound counter",
                "Adding one to a counter that was looked up beforehand, beside the other libraries' counters; all threads on one. "
                        + "Scraped: a thread reads everything every 100 ms, a thousand more counters and a hundred more "
                        + "histograms included.");
        put(
                "counter with an enumerated label",
                "Adding one to a counter chosen by an enum constant at the call, beside the JDK's adder and "
                        + "a counter that was looked up beforehand, which have no label.");
        put(
                "bound histogram, 1 thread, against an unshared one",
                "Recording a latency over 8 octaves, beside HdrHistogram's plain `Histogram`, which only one thread may use.");
        put("bound histogram, 1 thread on a series each", "Recording in a histogram of the thread's own.");
        put("bound histogram, 2 threads on a series each", "Recording by two threads, each in a histogram of its own.");
        put(
                "bound histogram",
                "Recording latencies over 8 octaves in a histogram that was looked up beforehand; all threads in one unless the line says "
                        + "otherwise. Scraped: a thread reads everything every 100 ms, a thousand more counters and a "
                        + "hundred more histograms "
                        + "included.");
        put(
                "by-name call with a label",
                "Adding one to a counter looked up at the call by its name and a label, whose value is one of four strings in turn.");
        put(
                "by-name call with ready labels",
                "Adding one to a counter looked up at the call by its name and a `Labels` of two that was made beforehand, beside the "
                        + "others' calls with a label; OpenTelemetry's with ready labels needs no look-up by name.");
        put(
                "safety monitor",
                "Checking one verified vote for double votes and broken locks, with all validators voting in both phases "
                        + "of view after view; "
                        + "the slowest of 4, 128 and 1,000 validators with the usual window, and of 1,000 with 1,024 views, which no cache "
                        + "holds.");
        put("allocation of a verified vote", "Bytes a vote in the same.");
        put(
                "all consumers together",
                "One verified vote told to the events of a replica at the standard level: metrics, validators, timeline "
                        + "and safety monitor. "
                        + "It leads every view of 128 validators; certificates, proposals and commits are in the mean.");
        put(
                "allocation of every recording call",
                "Bytes a call, once its series exist, of the call that allocates most: counters (bound, by amount, "
                        + "labelled, of a validator, "
                        + "of a peer, with exemplar), gauges set and added to, histograms (whole, fraction, refused, many at once, "
                        + "expected interval, with exemplar), timers (recorded, by duration, begun and ended, sampled), "
                        + "summary, busy time, "
                        + "state set, and counter, gauge, histogram and operation by name.");
        put(
                "text of 100,000 series",
                "The text of 100,000 counters after every tenth of them changed, into memory that is used again; "
                        + "changing them is part of it.");
        put(
                "text of 10,000 counters, 1,000 histograms and 10,000 gauges",
                "The text of all of them after every one changed, the gauges to arbitrary fractions; changing them is part of it.");
        put(
                "text of 10,000 counters and 1,000 histograms, all changed",
                "The text of all of them after every one changed since the text before; changing them is part of it.");
        put(
                "text of 10,000 counters and 1,000 histograms",
                "The text of all of them, histograms with eleven bounds, after every tenth changed since the text "
                        + "before, into memory that is "
                        + "used again; changing them is part of it.");
        put(
                "memory of a registered series",
                "What a collector with 1,000 such series of one family takes less what an empty one takes, for each of "
                        + "them: the instrument, "
                        + "the labels with the strings of their values, its part of the family and of the indices by which it is found.");
        put(
                "memory of",
                "The objects that are the instrument's own, as JOL sizes them: its cells and what they count in, without "
                        + "its labels and what "
                        + "it shares with others.");
        put(
                "simulator",
                "Starting a simulated network of ten replicas and having every one commit 1,000 blocks, without cryptography.");
        put(
                "system metrics",
                "Reading what is due of process, JVM, container and machine, without the flight recorder, 11 of the threads "
                        + "watched: the elapsed time, which is at least the CPU time.");
        put("our timer beside our histogram", "Recording nanoseconds in a timer and in a histogram, both ours.");
    }

    private Meanings() {}

    static String of(String question) {
        return BY_BEGINNING.entrySet().stream()
                .filter(one -> question.startsWith(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody says what this measures: " + question));
    }

    private static void put(String beginning, String meaning) {
        BY_BEGINNING.put(beginning, meaning);
    }
}
