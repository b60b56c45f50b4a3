package io.quorumeter.exporters.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer. The first answer counts, further ones are ignored: a request that takes longer than the endpoint allows has
 * been answered with status 503 by then. Safe from any thread.
 */
public interface HttpExchange {
    /** {@return the method, such as {@code GET}} */
    String method();

    /** {@return the path from the root, decoded, with which no segment leads upwards} */
    String path();

    /**
     * Returns the values of a parameter, from the query and then from the form in the body.
     *
     * @param name its name, decoded
     * @return its values in their order; empty when there is none
     */
    List<String> parameters(String name);

    /** {@return the body as text, for a handler that {@linkplain HttpHandler#takesJson takes JSON}; empty otherwise} */
    String body();

    /**
     * Returns a header of the request.
     *
     * @param name its name in upper or lower case
     * @return its value, the values of several joined with commas; null when there is none
     */
    @Nullable
    String header(String name);

    /**
     * Returns whether the answer is no longer wanted: the client closed its connection or its sending side, the time for the request is
     * over, or the endpoint closed. Noticed within a second.
     *
     * @return true from then on
     */
    boolean isCancelled();

    /**
     * Runs an action when the answer is no longer wanted; at once when that is so already.
     *
     * @param action run once, on a thread of the endpoint; ignored when the request is answered by then
     */
    void onCancel(Runnable action);

    /**
     * Answers with bytes that the caller keeps.
     *
     * @param status 200 to 599
     * @param headers names and values; {@code Content-Length} is added
     * @param body what is sent; a {@code HEAD} request gets its length only
     * @param released run once, when the body is no longer read: it was sent, or is not going to be
     */
    void respond(int status, Map<String, String> headers, ByteBuffer body, Runnable released);

    /**
     * Answers with bytes that the caller keeps, compressed when that is worth it and the client takes it.
     *
     * @param status 200 to 599
     * @param contentType the value of {@code Content-Type}
     * @param body what is sent, in an array
     * @param released run once, when the body is no longer read: it was sent or compressed, or is not going to be
     */
    void respond(int status, String contentType, ByteBuffer body, Runnable released);

    /**
     * Answers with text or other bytes, compressed when that is worth it and the client takes it.
     *
     * @param status 200 to 599
     * @param contentType the value of {@code Content-Type}
     * @param body what is sent, and is not changed afterwards
     */
    default void respond(int status, String contentType, byte[] body) {
        respond(status, contentType, ByteBuffer.wrap(body), () -> {});
    }

    /**
     * Answers with a line of plain text.
     *
     * @param status 200 to 599
     * @param line without the line break
     */
    default void respond(int status, String line) {
        respond(status, "text/plain; charset=utf-8", (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Answers with status 200 and frames that follow as they come, such as server-sent events.
     *
     * @param contentType the value of {@code Content-Type}
     * @param waiting how many frames may wait for a slow client; further ones are dropped
     * @return where the frames go; closed already when the request was answered before
     */
    HttpStream stream(String contentType, int waiting);
}
