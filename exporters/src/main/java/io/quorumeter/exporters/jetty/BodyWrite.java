package io.quorumeter.exporters.jetty;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body in pieces: the JDK copies what it is given into memory outside of the heap, which it keeps for each thread, and copies the
 * whole rest again when the socket takes a part.
 */
final class BodyWrite extends IteratingCallback {
    private static final int PIECE = 1 << 17;

    private final Response response;
    private final ByteBuffer body;
    private final Consumer<@Nullable Throwable> done;
    private boolean isLast;

    BodyWrite(Response response, ByteBuffer body, Consumer<@Nullable Throwable> done) {
        this.response = response;
        this.body = body;
        this.done = done;
    }

    @Override
    protected Action process() {
        if (isLast) {
            return Action.SUCCEEDED;
        }
        int length = Math.min(PIECE, body.remaining());
        ByteBuffer piece = body.slice(body.position(), length);
        body.position(body.position() + length);
        isLast = !body.hasRemaining();
        response.write(isLast, piece, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        done.accept(null);
    }

    @Override
    protected void onCompleteFailure(Throwable failed) {
        done.accept(failed);
    }
}
