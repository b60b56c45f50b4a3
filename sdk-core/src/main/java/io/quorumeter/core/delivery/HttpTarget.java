package io.quorumeter.core.delivery;

import io.quorumeter.spi.DurationRange;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Sends each record as a request over HTTP, and judges the answer: 2xx is delivered; 408, 429 and 5xx are tried again, not before the time
 * of a {@code Retry-After} (RFC 9110, section 10.2.3: seconds or an IMF-fixdate); any other status is refused. A redirection is followed
 * only where the client does so. Of an answer's body the first 8 KiB are read, and the connection is closed on a longer one.
 */
public final class HttpTarget implements Target {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SHOWN = 200;

    private final HttpClient client;
    private final Function<byte[], HttpRequest> requests;
    private final InstantSource clock;

    /**
     * Makes a target; it connects when a record is sent.
     *
     * @param client sends the requests
     * @param requests makes the request of a record
     * @param clock tells how far away the date of a {@code Retry-After} is
     */
    public HttpTarget(HttpClient client, Function<byte[], HttpRequest> requests, InstantSource clock) {
        this.client = client;
        this.requests = requests;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> send(byte[] record) {
        BoundedBody body = new BoundedBody();
        CompletableFuture<Answer> answer =
                client.sendAsync(requests.apply(record), head -> body).thenApply(this::judge);
        var unused = answer.whenComplete((judged, failed) -> {
            if (answer.isCancelled()) { // which cancels the exchange, but not always one that has begun to read
                body.cancel();
            }
        });
        return answer;
    }

    private Answer judge(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return Answer.delivered();
        }
        String body = response.body();
        String reason = "status " + status + ", " + body.substring(0, Math.min(body.length(), SHOWN));
        boolean again = status / 100 == 5 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
        return again ? Answer.retry(reason, retryAfter(response)) : Answer.refused(reason);
    }

    private Duration retryAfter(HttpResponse<String> response) {
        String value = response.headers().firstValue("Retry-After").orElse("0").strip();
        try {
            if (value.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(clock.instant(), date);
            return left.isNegative() ? Duration.ZERO : Collections.min(List.of(left, DurationRange.LONGEST));
        } catch (DateTimeParseException malformed) {
            return Duration.ZERO;
        }
    }
}
