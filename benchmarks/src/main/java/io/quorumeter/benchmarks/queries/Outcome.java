package io.quorumeter.benchmarks.queries;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server answered.
 *
 * @param error the type of the error; empty for none
 * @param message what the error says
 * @param type the type of the result
 * @param series the values by labels and then by time, both as text
 */
record Outcome(String error, String message, String type, Map<String, Map<String, Double>> series) {
    static final double TOLERANCE = 1e-9;

    private static final JsonMapper JSON = new JsonMapper();

    static Outcome parse(byte[] body) {
        JsonNode answer = JSON.readTree(body);
        if (!answer.path("status").asString("").equals("success")) {
            return new Outcome(
                    answer.path("errorType").asString(""), answer.path("error").asString(""), "", Map.of());
        }
        String type = answer.path("data").path("resultType").asString("");
        JsonNode result = answer.path("data").path("result");
        Map<String, Map<String, Double>> series = new TreeMap<>();
        switch (type) {
            case "scalar" -> add(result, points(series, "scalar"));
            case "string" ->
                points(series, result.get(1).asString("")).put(result.get(0).asString(""), 0.0);
            default ->
                result.forEach(one -> {
                    Map<String, Double> points = points(series, labels(one.path("metric")));
                    if (one.has("value")) {
                        add(one.path("value"), points);
                    }
                    one.path("values").forEach(point -> add(point, points));
                });
        }
        return new Outcome("", "", type, series);
    }

    private static Map<String, Double> points(Map<String, Map<String, Double>> series, String labels) {
        return series.computeIfAbsent(labels, fresh -> new TreeMap<>());
    }

    private static String labels(JsonNode metric) {
        Map<String, String> labels = new TreeMap<>();
        metric.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
        return labels.toString();
    }

    private static void add(JsonNode point, Map<String, Double> points) {
        points.put(Double.toString(point.get(0).asDouble()), number(point.get(1).asString("")));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    boolean isEmpty() {
        return series.isEmpty();
    }

    /** The largest finite magnitude of its values. */
    double largest() {
        return series.values().stream()
                .flatMap(points -> points.values().stream())
                .mapToDouble(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /**
     * Returns in what it differs from another one; empty when it does not.
     *
     * @param ranked whether the series are the first or the last ones, of which any may be taken that have equal values
     * @param largestTerm the largest number that went into the values, asked only when they differ by more than rounding
     */
    String difference(Outcome other, boolean ranked, DoubleSupplier largestTerm) {
        if (!error.equals(other.error)) {
            return "error '" + error + "' (" + message + ") and '" + other.error + "' (" + other.message + ")";
        }
        if (!type.equals(other.type)) {
            return "type " + type + " and " + other.type;
        }
        if (ranked && !series.keySet().equals(other.series.keySet())) {
            return unequal(sortedValues(), other.sortedValues(), "values", largestTerm);
        }
        if (!series.keySet().equals(other.series.keySet())) {
            return "series " + first(series, other) + " and " + first(other.series, this);
        }
        for (Map.Entry<String, Map<String, Double>> one : series.entrySet()) {
            Map<String, Double> theirs = other.series.getOrDefault(one.getKey(), Map.of());
            if (!one.getValue().keySet().equals(theirs.keySet())) {
                return one.getKey() + ": times " + one.getValue() + " and " + theirs;
            }
            double[] left = array(one.getValue().values().stream());
            String unequal = unequal(left, array(theirs.values().stream()), one.getKey(), largestTerm);
            if (!unequal.isEmpty()) {
                return unequal;
            }
        }
        return "";
    }

    private static String first(Map<String, ?> these, Outcome others) {
        List<String> alone = these.keySet().stream()
                .filter(labels -> !others.series.containsKey(labels))
                .limit(2)
                .toList();
        return these.size() + ", alone " + alone;
    }

    private double[] sortedValues() {
        return array(series.values().stream()
                .flatMap(points -> points.values().stream())
                .sorted());
    }

    private static double[] array(Stream<Double> values) {
        return values.mapToDouble(value -> value).toArray();
    }

    private static String unequal(double[] left, double[] right, String what, DoubleSupplier largestTerm) {
        if (left.length != right.length) {
            return what + ": " + left.length + " and " + right.length + " values";
        }
        for (int i = 0; i < left.length; i++) {
            if (!isClose(left[i], right[i], Math.max(Math.abs(left[i]), Math.abs(right[i])))
                    && !isClose(left[i], right[i], largestTerm.getAsDouble())) {
                return what + ", value " + i + " of " + left.length + ": " + left[i] + " and " + right[i];
            }
        }
        return "";
    }

    private static boolean isClose(double left, double right, double term) {
        return Double.compare(left, right) == 0
                || left == right
                || (Double.isFinite(left) && Double.isFinite(right) && Math.abs(left - right) <= TOLERANCE * term);
    }
}
