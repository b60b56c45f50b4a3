package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.benchmarks.overhead.PairedRatio;
import io.quorumeter.benchmarks.report.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Has a hundred clients ask for everything, and stop again, in turn: what does recording cost meanwhile, how long do others wait, and how
 * much memory does it take? A client that is refused tries again after a second.
 */
final class DearQueries {
    /** How many samples make everything dear: more than a query may hold. */
    static final long SAMPLES = 6_000_000;

    private static final String EVERYTHING = "{__name__=~\".+\"}[1d]";
    private static final String NOTHING = "vector(1)";
    private static final int CLIENTS = 100;
    private static final int PAIRS = 30;
    private static final int RECORDINGS = 5;
    private static final int LOOKS = 40;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
    private static final long SETTLE_MILLIS = 300;
    private static final double MOST_RECORDING = 0.05;
    private static final double MOST_SECONDS = 2;
    private static final double AT_ONCE_SECONDS = 0.5;
    private static final long QUERY_MEMORY = 64L << 20;

    /** The limit holds what is estimated: samples and rows, and not the requests themselves. */
    private static final double MOST_MEMORY = 1.05 * QUERY_MEMORY;

    /** A refusal names this limit first, then that of those waiting. */
    private static final String REFUSED = "query_concurrency";

    private static final Pattern LIMIT = Pattern.compile("query_[a-z_]+");

    private final Node node;
    private final QueryServer server;
    private final Others others;
    private final ConcurrentMap<String, AtomicInteger> errors = new ConcurrentHashMap<>();
    private final AtomicLong longestRefusal = new AtomicLong();
    private final AtomicInteger asking = new AtomicInteger();
    private volatile String expression = EVERYTHING;
    private volatile boolean on;
    private volatile boolean over;

    private record Pair(double without, double with) {}

    private DearQueries(Node node, Others others) {
        this.node = node;
        this.server = new QueryServer(node.uri());
        this.others = others;
    }

    /** {@return a line for recording, one for memory, one for others and one for refusals} */
    static List<Answer> measure(Node node) throws IOException, InterruptedException {
        while (node.ask(NodeProcess.SAMPLES) < SAMPLES) {
            Thread.sleep(1_000);
        }
        try (Others others = new Others(node.uri())) {
            return new DearQueries(node, others).run();
        }
    }

    private List<Answer> run() throws IOException, InterruptedException {
        List<Thread> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> new Thread(this::ask, "client-" + client))
                .toList();
        clients.forEach(client -> {
            client.setDaemon(true);
            client.start();
        });
        pair();
        errors.clear();
        longestRefusal.set(0);
        others.reset();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            pairs.add(pair());
        }
        long grown = grown();
        over = true;
        return List.of(recording(pairs), memory(grown), others(), refusals());
    }

    /** Measures without the clients and then with them. */
    private Pair pair() throws IOException, InterruptedException {
        double without = record();
        on = true;
        double with = record();
        rest();
        return new Pair(without, with);
    }

    /** Waits until no client asks. */
    private void rest() throws InterruptedException {
        on = false;
        while (asking.get() > 0) {
            Thread.sleep(10);
        }
    }

    /**
     * Returns by how much more the heap grows, at the most, while the clients ask for everything than while they ask for next to nothing:
     * their connections, history and the replica itself make it grow as well.
     */
    private long grown() throws IOException, InterruptedException {
        return grown(EVERYTHING) - grown(NOTHING);
    }

    private long grown(String asked) throws IOException, InterruptedException {
        expression = asked;
        long before = node.ask(NodeProcess.HEAP);
        on = true;
        long grown = node.most(NodeProcess.HEAP, LOOKS, BETWEEN_LOOKS) - before;
        rest();
        return grown;
    }

    private double record() throws IOException, InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        double nanos = 0;
        for (int i = 0; i < RECORDINGS; i++) {
            nanos += node.ask(NodeProcess.RECORD);
        }
        return nanos;
    }

    private void ask() {
        long now = System.currentTimeMillis();
        try {
            while (!over) {
                asking.incrementAndGet();
                if (on) {
                    askOnce(Asked.at(expression, now));
                }
                asking.decrementAndGet();
                Thread.sleep(on ? 1_000 : 20);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void askOnce(Asked asked) throws InterruptedException {
        long begun = System.nanoTime();
        String said;
        try {
            Matcher limit = LIMIT.matcher(new String(server.ask(asked), UTF_8));
            said = limit.find() ? limit.group() : "no limit named";
        } catch (IOException failed) {
            said = "no answer";
        }
        if (asked.expression().equals(NOTHING)) {
            return;
        }
        if (said.equals(REFUSED)) {
            longestRefusal.accumulateAndGet(System.nanoTime() - begun, Math::max);
        }
        errors.computeIfAbsent(said, fresh -> new AtomicInteger()).incrementAndGet();
    }

    private static Answer recording(List<Pair> pairs) {
        PairedRatio ratio = PairedRatio.of(pairs, Pair::without, Pair::with);
        double nanos = pairs.stream().mapToDouble(Pair::with).sum() / PAIRS / RECORDINGS / NodeProcess.RECORDINGS;
        return new Answer(
                "recording while 100 clients ask for everything, against without them",
                String.format(Locale.ROOT, "%.1f ns a counter and a timer, %d pairs", nanos, PAIRS),
                "",
                ratio.asFactor(),
                String.format(Locale.ROOT, "upper end %.2f x", 1 + MOST_RECORDING),
                ratio.high() <= MOST_RECORDING ? "pass" : "short");
    }

    private Answer memory(long grown) {
        Map<String, Integer> said = errors.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().get(), Integer::sum, TreeMap::new));
        boolean named =
                said.keySet().stream().allMatch(one -> LIMIT.matcher(one).matches());
        return new Answer(
                "memory while 100 clients ask for everything, above that while they ask for one number",
                String.format(Locale.ROOT, "%,d B", grown),
                "answers by limit " + said,
                "",
                String.format(Locale.ROOT, "%,d B (query_memory) and 5 %%, each answer names its limit", QUERY_MEMORY),
                grown <= MOST_MEMORY && named ? "pass" : "short");
    }

    private Answer others() {
        return new Answer(
                "scrape, /info and stream while 100 clients ask for everything, the longest wait",
                String.format(Locale.ROOT, "%.2f s", others.longestSeconds()),
                others.each(),
                "",
                String.format(Locale.ROOT, "%.2f s", MOST_SECONDS),
                others.longestSeconds() <= MOST_SECONDS ? "pass" : "short");
    }

    private Answer refusals() {
        double seconds = longestRefusal.get() / 1e9;
        return new Answer(
                "refusal of a query beyond those waiting, the longest wait",
                String.format(Locale.ROOT, "%.2f s", seconds),
                "",
                "",
                String.format(Locale.ROOT, "%.2f s", AT_ONCE_SECONDS),
                seconds > 0 && seconds <= AT_ONCE_SECONDS ? "pass" : "short");
    }
}
