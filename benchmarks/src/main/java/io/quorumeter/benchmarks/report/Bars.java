package io.quorumeter.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The questions and their bars. What is to be measured follows from them. */
public final class Bars {
    /** What the measuring itself allocates, spread over the operations of an iteration, stays below this. */
    private static final double NO_BYTE = 0.05;

    private static final double KIBIBYTE = 1024;

    private static final List<String> COUNTERS =
            List.of("prometheusClient", "micrometer", "openTelemetry", "dropwizard", "spectator");

    private static final List<String> DISTRIBUTIONS = List.of(
            "prometheusClassic",
            "prometheusNative",
            "micrometer",
            "openTelemetryExplicit",
            "openTelemetryExponential",
            "dropwizard",
            "spectator",
            "hdrRecorder");

    private static final List<String> OTHER_CALLS = List.of(
            "counterByAmount",
            "counterOfValidator",
            "gaugeSet",
            "gaugeSetFraction",
            "gaugeAdd",
            "gaugeAddFraction",
            "histogramFraction",
            "histogramRefused",
            "timer",
            "timerDuration",
            "timerBeginEnd",
            "sampledTimer",
            "counterWithExemplar",
            "histogramWithExemplar",
            "histogramManyAtOnce",
            "histogramExpectedInterval",
            "summary",
            "busyTime",
            "stateSet",
            "counterOfPeer",
            "gaugeByName",
            "histogramByName",
            "operationByName");

    private Bars() {}

    /** {@return every question of a quick run, or of a full one, which has more that is only reported} */
    public static List<Question> questions(boolean full) {
        List<Question> all = new ArrayList<>();
        for (int threads : new int[] {1, 2}) {
            addCounters(all, threads);
        }
        for (int threads : new int[] {1, 2}) {
            addHistograms(all, threads);
        }
        for (int threads : new int[] {1, 2}) {
            List<Figure> rivals = nanos("NamedCounter", COUNTERS, threads);
            Figure named = Figure.nanos("NamedCounter.quorumeter", threads);
            all.add(Question.against("by-name call with a label" + with(threads), 1.0, named, rivals));
            all.add(Question.against(
                    "by-name call with ready labels" + with(threads),
                    1.0,
                    Figure.nanos("NamedCounter.quorumeterPrepared", threads),
                    rivals,
                    Figure.nanos("NamedCounter.openTelemetryPrepared", threads)));
        }
        all.add(Question.atMost("allocation of every recording call", NO_BYTE, everyCall()));
        if (full) {
            addScraped(all);
        }
        addSafety(all);
        addExposition(all);
        addMemory(all);
        addSimulation(all);
        all.add(Question.atMost(
                "system metrics: a reading with 20 network interfaces and 200 threads",
                1e6,
                List.of(Figure.nanos("SystemTick.read", 1))));
        addReported(all, full);
        return all;
    }

    /** {@return those of the questions whose text or benchmarks contain a word} */
    public static List<Question> matching(List<Question> questions, String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return questions.stream()
                .filter(question -> Stream.concat(
                                Stream.of(question.text()), question.figures().map(Figure::group))
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted)))
                .toList();
    }

    private static void addCounters(List<Question> all, int threads) {
        String with = with(threads);
        Figure counter = Figure.nanos("BoundCounter.quorumeter", threads);
        Figure adder = Figure.nanos("BoundCounter.longAdder", threads);
        all.add(Question.against("bound counter" + with + ", against the JDK", 1.2, counter, List.of(adder)));
        all.add(Question.against(
                "bound counter" + with + ", against the fastest",
                1.1,
                counter,
                nanos("BoundCounter", COUNTERS, threads)));
        Figure labelled = Figure.nanos("LabelledCounter.quorumeter", threads);
        all.add(Question.against(
                "counter with an enumerated label" + with + ", against the JDK without one",
                1.0,
                labelled,
                List.of(adder),
                counter,
                Figure.nanos("LabelledCounter.arrayByHand", threads)));
    }

    private static void addHistograms(List<Question> all, int threads) {
        Figure histogram = Figure.nanos("BoundHistogram.quorumeter", threads);
        List<Figure> rivals = nanos("BoundHistogram", DISTRIBUTIONS, threads);
        Figure atomic = Figure.nanos("BoundHistogram.hdrAtomic", threads);
        if (threads == 1) {
            all.add(Question.against("bound histogram, 1 thread", 0.6, histogram, rivals, atomic));
            Figure plain = Figure.nanos("BoundHistogram.hdrPlain", 1);
            all.add(Question.against(
                    "bound histogram, 1 thread, against an unshared one", 1.6, histogram, List.of(plain)));
        } else {
            all.add(Question.against(
                    "bound histogram" + with(threads) + " on one series", 0.35, histogram, rivals, atomic));
        }
    }

    private static List<Figure> everyCall() {
        return Stream.concat(
                        Stream.of(
                                "BoundCounter.quorumeter",
                                "LabelledCounter.quorumeter",
                                "BoundHistogram.quorumeter",
                                "NamedCounter.quorumeter",
                                "NamedCounter.quorumeterPrepared"),
                        OTHER_CALLS.stream().map(call -> "EveryCall." + call))
                .map(call -> Figure.allocation(call, 1))
                .toList();
    }

    private static void addSafety(List<Question> all) {
        List<Figure> votes = nanos("SafetyVote", List.of("among4", "among128", "among1000", "among1000LargeWindow"), 1);
        all.add(Question.atMost("safety monitor, a verified vote among 4, 128 and 1,000", 15, votes));
        all.add(Question.atMost(
                "allocation of a verified vote by the safety monitor",
                NO_BYTE,
                votes.stream().map(Figure::allocated).toList()));
        all.add(Question.atMost(
                "all consumers together, a message of a leader of 128",
                60,
                nanos("ConsumersEvent", List.of("among128"), 1)));
    }

    private static void addScraped(List<Question> all) {
        for (int threads : new int[] {1, 2}) {
            for (String benchmark : List.of("BoundCounter", "BoundHistogram")) {
                Figure quiet = Figure.nanos(benchmark + ".quorumeter", threads);
                String what = benchmark.equals("BoundCounter") ? "bound counter" : "bound histogram";
                all.add(Question.against(
                        what + with(threads) + ", scraped every 100 ms, against unscraped",
                        1.15,
                        quiet.whileScraped(),
                        List.of(quiet)));
            }
        }
    }

    private static void addExposition(List<Question> all) {
        String mixture = "text of 10,000 counters and 1,000 histograms";
        addText(all, mixture, "");
        addText(all, mixture + ", all changed", "AllChanged");
        Figure many = Figure.nanos("TextExposition.quorumeterMany", 1);
        Figure rivalMany = Figure.nanos("TextExposition.prometheusClientMany", 1);
        all.add(Question.atMost("text of 100,000 series, time", 50e6, List.of(many), rivalMany));
        all.add(Question.atMost(
                "text of 100,000 series, allocation", 1e6, List.of(many.allocated()), rivalMany.allocated()));
    }

    private static void addText(List<Question> all, String what, String which) {
        Figure ours = Figure.nanos("TextExposition.quorumeter" + which, 1);
        Figure rival = Figure.nanos("TextExposition.prometheusClient" + which, 1);
        all.add(Question.against(what + ", time", 0.25, ours, List.of(rival)));
        all.add(Question.against(what + ", allocation", 0.05, ours.allocated(), List.of(rival.allocated())));
    }

    private static void addMemory(List<Question> all) {
        addSize(all, "an idle counter", 200, "idleCounter");
        addSize(all, "an idle histogram", KIBIBYTE, "idleHistogram");
        addSize(all, "a latency histogram over 8 octaves by one thread", 12 * KIBIBYTE, "eightOctaves");
        addSize(all, "a latency histogram over 20 octaves by one thread", 24 * KIBIBYTE, "twentyOctaves");
        addSize(all, "a latency histogram over 8 octaves by 8 threads", 48 * KIBIBYTE, "eightOctavesContended");
        addSize(all, "a latency histogram over 20 octaves by 8 threads", 96 * KIBIBYTE, "twentyOctavesContended");
    }

    private static void addSize(List<Question> all, String what, double bar, String name) {
        all.add(Question.atMost("memory of " + what + ", the instrument alone", bar, List.of(Figure.size(name))));
    }

    private static void addRegistered(List<Question> all, String what, String name) {
        all.add(Question.report(
                "memory of a registered series, all in: " + what + ", its labels and place in the collector",
                Figure.size(name),
                List.of()));
    }

    private static void addSimulation(List<Question> all) {
        for (String variant : List.of("basic", "pipelined")) {
            all.add(Question.atMost(
                    "simulator: 10 replicas commit 1,000 blocks, " + variant,
                    2e9,
                    List.of(Figure.nanos("ThousandBlocks." + variant, 1))));
        }
    }

    private static void addReported(List<Question> all, boolean full) {
        all.add(Question.report(
                "memory of a counter in use by one thread",
                Figure.size("countedByOne"),
                List.of(Figure.size("countedByEight"))));
        addRegistered(all, "an idle counter", "registeredCounter");
        addRegistered(all, "a counter in use by one thread", "registeredCounterInUse");
        addRegistered(all, "an idle histogram", "registeredHistogram");
        addRegistered(all, "a latency histogram over 8 octaves by one thread", "registeredHistogramInUse");
        Figure histogram = Figure.nanos("BoundHistogram.quorumeter", 1);
        all.add(Question.report(
                "our timer beside our histogram, 1 thread",
                Figure.nanos("BoundHistogram.quorumeterTimer", 1),
                List.of(histogram)));
        for (int threads : new int[] {1, 2}) {
            all.add(Question.report(
                    "bound histogram" + with(threads) + " on a series each",
                    Figure.nanos("HistogramOwners.ownSeries", threads),
                    List.of()));
            all.add(Question.report(
                    "bound histogram" + with(threads) + " on one in which four others recorded before",
                    Figure.nanos("HistogramOwners.afterOthers", threads),
                    List.of()));
        }
        Figure gauges = Figure.nanos("TextExposition.quorumeterGauges", 1);
        Figure rivalGauges = Figure.nanos("TextExposition.prometheusClientGauges", 1);
        String withGauges = "text of 10,000 counters, 1,000 histograms and 10,000 gauges of fractions, all changed";
        all.add(Question.report(withGauges + ", time", gauges, List.of(rivalGauges)));
        all.add(Question.report(withGauges + ", allocation", gauges.allocated(), List.of(rivalGauges.allocated())));
        if (!full) {
            return;
        }
        List<String> counters =
                Stream.concat(Stream.of("longAdder"), COUNTERS.stream()).toList();
        List<String> distributions =
                Stream.concat(DISTRIBUTIONS.stream(), Stream.of("hdrAtomic")).toList();
        addReported(all, "bound counter", "BoundCounter", counters);
        addReported(all, "bound histogram", "BoundHistogram", distributions);
    }

    private static void addReported(List<Question> all, String what, String group, List<String> rivals) {
        all.add(Question.report(what + with(8), Figure.nanos(group + ".quorumeter", 8), nanos(group, rivals, 8)));
        all.add(Question.report(
                what + with(2) + ", scraped every 100 ms",
                Figure.nanos(group + ".quorumeter", 2).whileScraped(),
                nanos(group, rivals, 2).stream().map(Figure::whileScraped).toList()));
    }

    private static String with(int threads) {
        return threads == 1 ? ", 1 thread" : ", " + threads + " threads";
    }

    private static List<Figure> nanos(String group, List<String> subjects, int threads) {
        return subjects.stream()
                .map(subject -> Figure.nanos(group + "." + subject, threads))
                .toList();
    }
}
