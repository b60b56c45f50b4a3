package io.quorumeter.snapshot;

import io.quorumeter.Labels;
import java.time.Instant;

/**
 * A series that is no more: its scope was closed, its peer left, or nobody wrote to it for long. Exporters that push tell the other side, so
 * that its last value is not taken for one that still holds.
 *
 * @param family the family's full name
 * @param labels the series
 * @param at when it ended
 */
public record EndedSeries(String family, Labels labels, Instant at) {}
