package io.quorumeter.exporters;

import java.util.Map;

/** The answer to a scrape, for a node that has an HTTP server of its own. */
public final class ScrapeAnswer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    ScrapeAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** {@return 200; 503 when the scrape took too long or too many are under way; or 500} */
    public int status() {
        return status;
    }

    /** {@return what belongs to the body, such as {@code Content-Type}, by name} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return the bytes to send, the same array each time} */
    public byte[] body() {
        return body;
    }
}
