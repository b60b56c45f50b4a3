package io.quorumeter.exporters.http;

import java.util.Set;

/**
 * Answers the requests below a path. Called on a thread of the endpoint, of which there are few: work that takes long or waits goes to
 * threads of the handler's own, and the answer is given from there.
 */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Answers a request, at once or later.
     *
     * @param exchange the request, and the place of its answer
     * @throws Exception when it cannot; the client gets status 500 without the reason, which is logged
     */
    void handle(HttpExchange exchange) throws Exception;

    /**
     * Returns the methods that are handled; requests with others are answered with status 405.
     *
     * @return {@code GET} and {@code HEAD} unless overridden; with {@code POST} for handlers of forms
     */
    default Set<String> methods() {
        return Set.of("GET", "HEAD");
    }

    /**
     * Returns whether bodies are JSON; no web page elsewhere can send that without asking first.
     *
     * @return false unless overridden: bodies are forms
     */
    default boolean takesJson() {
        return false;
    }

    /** Ends what the handler runs by itself, such as threads. Called when its endpoint closes; a no-op unless overridden. */
    default void close() {}
}
