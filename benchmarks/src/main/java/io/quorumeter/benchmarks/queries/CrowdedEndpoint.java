package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quorumeter.benchmarks.report.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Crowds a node's endpoint: connections that are idle, clients that send a byte a second, scrapers, and requests that are cut off or too
 * large; and measures how long others wait meanwhile, and what the node takes.
 */
final class CrowdedEndpoint implements AutoCloseable {
    private static final int IDLE = 1_000;
    private static final int SLOW = 200;
    private static final int SCRAPERS = 100;
    private static final int RUDE = 4;
    private static final int LOOKS = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final int TOO_LONG = 100_000;
    private static final double MOST_SECONDS = 1;
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_THREADS = 32;
    private static final byte[] SLOW_REQUEST =
            "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Waste: of time\r\n\r\n".getBytes(US_ASCII);

    private final Node node;
    private final InetSocketAddress address;
    private final List<SocketChannel> idle = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private CrowdedEndpoint(Node node) {
        this.node = node;
        URI uri = node.uri();
        this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** {@return a line for the wait of others, and one for what the node takes} */
    static List<Answer> measure(Node node) throws IOException, InterruptedException {
        long heap = node.ask(NodeProcess.HEAP);
        long threads = node.ask(NodeProcess.THREADS);
        try (CrowdedEndpoint crowd = new CrowdedEndpoint(node)) {
            crowd.gather();
            Thread.sleep(2_000);
            try (Others others = new Others(node.uri())) {
                long grown = node.most(NodeProcess.HEAP, LOOKS, BETWEEN_LOOKS) - heap;
                long more = node.ask(NodeProcess.THREADS) - threads;
                return List.of(wait(others), room(grown, more));
            }
        }
    }

    private static Answer wait(Others others) {
        return new Answer(
                "scrape, /info and stream beside 1,000 idle connections, 200 slow clients, 100 scrapers and bad requests",
                String.format(Locale.ROOT, "%.2f s", others.longestSeconds()),
                others.each(),
                "",
                String.format(Locale.ROOT, "%.2f s", MOST_SECONDS),
                // the stream's ticks are a second apart
                others.longestSeconds("stream") - 1 <= MOST_SECONDS
                                && others.longestSeconds("/info") <= MOST_SECONDS
                                && others.longestSeconds("/metrics") <= MOST_SECONDS
                        ? "pass"
                        : "short");
    }

    private static Answer room(long grown, long more) {
        return new Answer(
                "memory and threads of the node beside them, above those without",
                String.format(Locale.ROOT, "%,d B, %d threads", grown, more),
                "",
                "",
                String.format(Locale.ROOT, "%,d B, %d threads", MOST_BYTES, MOST_THREADS),
                grown <= MOST_BYTES && more <= MOST_THREADS ? "pass" : "short");
    }

    private void gather() throws IOException {
        for (int i = 0; i < IDLE; i++) {
            idle.add(SocketChannel.open(address));
        }
        start("slow", this::sendSlowly);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest scrape =
                HttpRequest.newBuilder(node.uri().resolve("/metrics")).build();
        for (int i = 0; i < SCRAPERS; i++) {
            start("scraper-" + i, () -> {
                client.send(scrape, HttpResponse.BodyHandlers.discarding());
                Thread.sleep(1_000);
            });
        }
        for (int i = 0; i < RUDE; i++) {
            start(
                    "truncated-" + i,
                    () -> send("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nqu"));
            start("oversized-" + i, () -> send("GET /metrics?" + "x".repeat(TOO_LONG) + " HTTP/1.1\r\n"));
            start(
                    "oversized-body-" + i,
                    () -> send("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n"
                            + "x".repeat(TOO_LONG)));
        }
    }

    private void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    while (!over) {
                        try {
                            task.run();
                        } catch (IOException refused) {
                            pause();
                        } catch (InterruptedException stopped) {
                            return;
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each of the slow clients sends a byte a second; one that was sent away comes again. */
    private void sendSlowly() throws IOException, InterruptedException {
        List<SocketChannel> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(SocketChannel.open(address));
            }
            for (int second = 0; !over; second++) {
                for (int i = 0; i < SLOW; i++) {
                    int at = second % SLOW_REQUEST.length;
                    try {
                        slow.get(i).write(ByteBuffer.wrap(SLOW_REQUEST, at, 1));
                    } catch (IOException sentAway) {
                        slow.set(i, SocketChannel.open(address));
                    }
                }
                Thread.sleep(1_000);
            }
        } finally {
            for (SocketChannel one : slow) {
                one.close();
            }
        }
    }

    /** Sends what is no whole request, and goes away. */
    private void send(String text) throws IOException, InterruptedException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
            Thread.sleep(100);
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        threads.forEach(Thread::interrupt);
        for (SocketChannel one : idle) {
            one.close();
        }
    }
}
