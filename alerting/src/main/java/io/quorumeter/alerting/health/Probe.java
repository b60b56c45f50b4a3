package io.quorumeter.alerting.health;

import io.quorumeter.health.Health;
import io.quorumeter.health.Health.Finding;
import io.quorumeter.health.HealthCheck;
import io.quorumeter.health.HealthLevel;
import io.quorumeter.spi.DurationRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;

/**
 * A check of something that a node depends on elsewhere. What cannot be reached once or twice in a row is a warning, three to five times
 * critical, and more often failing, so that one lost packet is no failure; an answer that takes more than half of its time is a warning.
 * Called by one thread at a time, as checks are.
 *
 * <pre>{@code
 * health.register("signer", Probe.tcp("127.0.0.1", 7000, Duration.ofSeconds(2)));
 * }</pre>
 */
public final class Probe implements HealthCheck {
    private static final int WARNINGS = 2;
    private static final int CRITICALS = 5;
    private static final int FIRST_REFUSAL = 400;

    private final String what;
    private final Duration timeout;
    private final Attempt attempt;
    private int failures;

    /** Tries it once. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    private Probe(String what, Duration timeout, Attempt attempt) {
        this.what = what;
        this.timeout = DurationRange.positive("timeout", timeout);
        this.attempt = attempt;
    }

    /**
     * {@return a probe that connects, and hangs up}
     *
     * @param host a name or an address
     * @param port 1 to 65535
     * @param timeout how long connecting may take, positive
     * @throws IllegalArgumentException when port or time is out of range
     */
    public static Probe tcp(String host, int port, Duration timeout) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " is not from 1 to 65535");
        }
        return new Probe("tcp " + host + ":" + port, timeout, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), millis(timeout));
            }
        });
    }

    /**
     * {@return a probe that gets a page, and wants a status below 400}
     *
     * @param page by HTTP or HTTPS
     * @param timeout how long the answer may take, positive
     * @throws IllegalArgumentException when it is no such address, or the time is out of range
     */
    public static Probe http(URI page, Duration timeout) {
        DurationRange.positive("timeout", timeout);
        HttpRequest request = HttpRequest.newBuilder(page).timeout(timeout).build();
        HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
        return new Probe("http " + page, timeout, () -> {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status >= FIRST_REFUSAL) {
                throw new IOException("status " + status);
            }
        });
    }

    /**
     * {@return a probe that looks up a name} The lookup is the JDK's, which remembers answers for a while and has no limit of its own: the
     * time-out of the check ends the wait.
     *
     * @param host the name
     * @param timeout after half of which a lookup is slow, positive
     * @throws IllegalArgumentException when the time is out of range
     */
    public static Probe dns(String host, Duration timeout) {
        return new Probe("dns " + host, timeout, () -> {
            if (InetAddress.getAllByName(host).length == 0) {
                throw new IOException("no address");
            }
        });
    }

    private static int millis(Duration timeout) {
        return (int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE));
    }

    @Override
    public Health check() throws InterruptedException {
        long begun = System.nanoTime();
        try {
            attempt.run();
        } catch (IOException failed) {
            failures++;
            return unreachable(failed);
        }
        failures = 0;
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Health health = Health.ok().with("seconds", took.toNanos() / 1e9);
        return took.compareTo(timeout.dividedBy(2)) > 0 ? health.and(slow(took)) : health;
    }

    private Health unreachable(IOException failed) {
        HealthLevel level = failures <= WARNINGS
                ? HealthLevel.WARNING
                : failures <= CRITICALS ? HealthLevel.CRITICAL : HealthLevel.FAILING;
        String times = failures == 1 ? "once" : failures + " times in a row";
        String message = what + " cannot be reached, " + times + ": " + failed;
        return Health.ok()
                .and(new Finding(level, "Unreachable", message, "See whether it runs, and the way to it."))
                .with("failures", failures);
    }

    private Finding slow(Duration took) {
        String message = String.format(Locale.ROOT, "%s took %.3f s", what, took.toNanos() / 1e9);
        return new Finding(HealthLevel.WARNING, "Slow", message, "See what it and the way to it are busy with.");
    }
}
