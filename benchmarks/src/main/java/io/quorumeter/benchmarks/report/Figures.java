package io.quorumeter.benchmarks.report;

import io.quorumeter.benchmarks.report.Figure.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured, one value a round. In a round every benchmark had one JVM of its own, and those that are compared ran one right
 * after the other; so figures are compared round by round, and a machine that gets slower meanwhile slows both.
 */
public final class Figures {
    private static final Map<String, Double> NANOS_PER = Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);

    private final Map<Figure, List<Double>> rounds = new HashMap<>();

    /** Adds a figure of the next round. */
    public void add(Figure figure, double value) {
        if (!Double.isFinite(value)) {
            throw new MissingFigureException(figure + " is " + value);
        }
        rounds.computeIfAbsent(figure, added -> new ArrayList<>()).add(value);
    }

    /**
     * Adds what JMH found in one round.
     *
     * @param json JMH's results as it writes them
     * @throws MissingFigureException when a result has no score or another unit than a time per operation
     */
    public void addRound(String json) {
        for (JsonNode result : JsonMapper.shared().readTree(json)) {
            String benchmark = shortName(result.path("benchmark").asString(""));
            int threads = result.path("threads").asInt(0);
            boolean scraped =
                    result.path("params").path("scraped").asString("false").equals("true");
            JsonNode time = result.path("primaryMetric");
            Double unit = NANOS_PER.get(time.path("scoreUnit").asString(""));
            if (unit == null) {
                throw new MissingFigureException(benchmark + " is no time per operation");
            }
            double score = time.path("score").asDouble(Double.NaN);
            add(new Figure(benchmark, threads, scraped, Quantity.NANOS), score * unit);
            JsonNode bytes = result.path("secondaryMetrics").path("gc.alloc.rate.norm");
            if (!bytes.isMissingNode()) {
                double allocated = bytes.path("score").asDouble(Double.NaN);
                add(new Figure(benchmark, threads, scraped, Quantity.BYTES), allocated);
            }
        }
    }

    /** {@return the median over the rounds} */
    public double median(Figure figure) {
        return middle(values(figure).stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** {@return the median over the rounds of how many times as much the first is as the second was in the same round} */
    public double ratio(Figure one, Figure other) {
        List<Double> ones = values(one);
        List<Double> others = values(other);
        if (ones.size() != others.size()) {
            throw new MissingFigureException(
                    one + " has " + ones.size() + " rounds, " + other + " has " + others.size());
        }
        double[] ratios = new double[ones.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ones.get(i) / others.get(i);
        }
        return middle(ratios);
    }

    private List<Double> values(Figure figure) {
        List<Double> values = rounds.get(figure);
        if (values == null) {
            throw new MissingFigureException(figure + " was not measured");
        }
        return values;
    }

    private static String shortName(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        if (method < 0) {
            throw new MissingFigureException("a result names no benchmark");
        }
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
