package io.quorumeter.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JMH's results, as small as they are kept: every score with its error, each iteration's time, and what was allocated. */
final class RawResults {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String PERCENTILES = "scorePercentiles";

    private RawResults() {}

    /** {@return a round's results as an array, a line each} */
    static String of(List<String> steps) {
        return steps.stream()
                .flatMap(step ->
                        StreamSupport.stream(JsonMapper.shared().readTree(step).spliterator(), false))
                .map(result -> small((ObjectNode) result).toString())
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    /** Percentiles of four iterations tell nothing, and the other figures of the garbage collector are for whoever runs it again. */
    private static JsonNode small(ObjectNode result) {
        result.remove("jvm");
        without(result.path("primaryMetric"), PERCENTILES);
        if (result.path("secondaryMetrics") instanceof ObjectNode more) {
            more.retain(ALLOCATED);
            without(more.path(ALLOCATED), PERCENTILES, "rawData");
        }
        return result;
    }

    private static void without(JsonNode metric, String... names) {
        if (metric instanceof ObjectNode object) {
            object.remove(List.of(names));
        }
    }
}
