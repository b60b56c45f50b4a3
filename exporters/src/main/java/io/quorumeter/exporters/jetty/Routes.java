package io.quorumeter.exporters.jetty;

import io.quorumeter.exporters.http.HttpHandler;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Handlers by path: a path that ends with a slash stands for all below it, any other one for itself. Immutable. */
final class Routes {
    private final TreeMap<String, HttpHandler> handlers = new TreeMap<>();

    Routes(Map<String, HttpHandler> handlers) {
        handlers.forEach((path, handler) -> {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("path '" + path + "' must begin with '/'");
            }
            this.handlers.put(path, handler);
        });
    }

    /** The handler of the path itself, or else of the longest path that it is below. */
    @Nullable
    HttpHandler find(String path) {
        HttpHandler exact = handlers.get(path);
        int slash = path.lastIndexOf('/');
        while (exact == null && slash >= 0) {
            exact = handlers.get(path.substring(0, slash + 1));
            slash = path.lastIndexOf('/', slash - 1);
        }
        return exact;
    }

    @Override
    public String toString() {
        return String.join(", ", handlers.keySet());
    }

    /** Ends what the handlers run by themselves. */
    void close() {
        handlers.values().forEach(HttpHandler::close);
    }
}
