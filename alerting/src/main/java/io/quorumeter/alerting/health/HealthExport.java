package io.quorumeter.alerting.health;

import io.quorumeter.spi.DurationRange;
import io.quorumeter.spi.GuardedThread;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes the newest report of a node's health to a file, or sends it by HTTP, on a schedule. One that cannot be written or sent is not
 * tried again, since the next one says more; the first failure in a row is logged. Safe from any thread.
 */
public final class HealthExport implements AutoCloseable {
    private static final int FIRST_REFUSAL = 300;
    private static final Duration LONGEST_SENDING = Duration.ofSeconds(10);

    /** How a report is written. */
    public enum Format {
        /** As {@link HealthJson} writes it. */
        JSON,
        /** As {@link HealthText} writes it. */
        TEXT
    }

    /**
     * Where reports go.
     *
     * @param file is replaced as a whole each time; empty for none
     * @param url takes them by POST; empty for none
     * @param tokenFile has the bearer token for that; read each time; empty for none
     * @param format how they are written
     * @param interval from one to the next, positive
     */
    public record Settings(
            Optional<Path> file, Optional<URI> url, Optional<Path> tokenFile, Format format, Duration interval) {}

    private final HealthWatch watch;
    private final Settings settings;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST_SENDING).build();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, work -> new GuardedThread("quorumeter-health-export", work));
    private boolean hasFailed;

    /**
     * Starts to export.
     *
     * @param watch has the reports
     * @param settings where they go
     * @param clock dates them
     * @throws IllegalArgumentException when the interval is not positive
     */
    public HealthExport(HealthWatch watch, Settings settings, InstantSource clock) {
        this.watch = watch;
        this.settings = settings;
        this.clock = clock;
        long nanos = DurationRange.positive("interval", settings.interval).toNanos();
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(this::export, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private void export() {
        Throwable failed = GuardedThread.call(() -> {
            Optional<HealthReport> report = watch.last();
            if (report.isPresent()) {
                String text = text(report.get());
                if (settings.file.isPresent()) {
                    write(settings.file.get(), text);
                }
                if (settings.url.isPresent()) {
                    send(settings.url.get(), text);
                }
            }
        });
        if (failed != null && !hasFailed) {
            GuardedThread.log(System.Logger.Level.WARNING, "a report of health cannot be exported", failed);
        }
        hasFailed = failed != null;
    }

    private String text(HealthReport report) {
        return settings.format == Format.JSON
                ? HealthJson.write(report)
                : HealthText.write(report, Duration.between(report.time(), clock.instant()));
    }

    private static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(next, text + System.lineSeparator());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void send(URI url, String text) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(LONGEST_SENDING)
                .header(
                        "Content-Type",
                        settings.format == Format.JSON ? "application/json" : "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(text));
        if (settings.tokenFile.isPresent()) {
            request.header(
                    "Authorization",
                    "Bearer " + Files.readString(settings.tokenFile.get()).strip());
        }
        int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
        if (status >= FIRST_REFUSAL) {
            throw new IOException(url + " answered with status " + status);
        }
    }

    /** Stops; a report that is being sent is not waited for. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
