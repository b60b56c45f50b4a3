package io.quorumeter.benchmarks.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A question to a server.
 *
 * @param expression what is asked
 * @param startMillis the time, or the first time of a range
 * @param endMillis the last time; the first one for an instant query
 * @param stepSeconds the distance of the times; 0 for an instant query
 */
record Asked(String expression, long startMillis, long endMillis, int stepSeconds) {
    static Asked at(String expression, long millis) {
        return new Asked(expression, millis, millis, 0);
    }

    /** The end of the path under which it is asked. */
    String path() {
        return stepSeconds == 0 ? "query" : "query_range";
    }

    /** The parameters, as a form has them. */
    String form() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", expression);
        if (stepSeconds == 0) {
            parameters.put("time", seconds(startMillis));
        } else {
            parameters.put("start", seconds(startMillis));
            parameters.put("end", seconds(endMillis));
            parameters.put("step", Integer.toString(stepSeconds));
        }
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String seconds(long millis) {
        return millis / 1_000 + "." + (1_000 + millis % 1_000 + "").substring(1);
    }

    @Override
    public String toString() {
        return path() + " " + expression + " from " + seconds(startMillis) + " to " + seconds(endMillis) + " by "
                + stepSeconds;
    }
}
