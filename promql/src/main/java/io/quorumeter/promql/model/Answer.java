package io.quorumeter.promql.model;

import java.util.List;

/**
 * A query's value and what is to be said about it.
 *
 * @param value what the expression yields
 * @param warnings what makes the value doubtful, in Prometheus' words
 * @param infos what may be meant otherwise, in Prometheus' words
 * @param peakSamples how many samples the query held at most at one time
 */
public record Answer(Value value, List<String> warnings, List<String> infos, long peakSamples) {
    /**
     * Copies the lists.
     *
     * @param value what the expression yields
     * @param warnings what makes the value doubtful, in Prometheus' words
     * @param infos what may be meant otherwise, in Prometheus' words
     * @param peakSamples how many samples the query held at most at one time
     */
    public Answer {
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }
}
