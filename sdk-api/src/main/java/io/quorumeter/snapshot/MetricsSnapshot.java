package io.quorumeter.snapshot;

import io.quorumeter.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every series of a collector, read once. Immutable, so it can be handed to any thread and kept.
 *
 * <p>It is a <em>causal cut</em>, not an instant: writers are not stopped while it is taken. What holds is that it never shows an
 * effect without its cause. Families are read in an order in which each comes before the families that it was declared to be caused
 * by; a commit counted before the commits were read had its proposal counted earlier still, and proposals are read later. So
 * where every commit follows a proposal that was counted here, no snapshot has more commits than proposals, whatever the load.
 */
public final class MetricsSnapshot {
    private final Instant time;
    private final List<FamilySnapshot> families;
    private final Map<String, FamilySnapshot> byName;

    /**
     * For engines: puts a snapshot together.
     *
     * @param time when it was taken
     * @param families all families, sorted by name
     */
    public MetricsSnapshot(Instant time, List<FamilySnapshot> families) {
        this.time = time;
        this.families = List.copyOf(families);
        this.byName = families.stream()
                .collect(Collectors.toUnmodifiableMap(
                        family -> family.descriptor().name(), Function.identity()));
    }

    /** {@return when it was taken} */
    public Instant time() {
        return time;
    }

    /** {@return all families, sorted by name} */
    public List<FamilySnapshot> families() {
        return families;
    }

    /**
     * Looks a family up.
     *
     * @param name its full name
     * @return the family; empty when there is none
     */
    public Optional<FamilySnapshot> family(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The value of one counter, gauge or fact.
     *
     * @param family its full name
     * @param labels all labels of the series, names and values in turn
     * @return the value; empty when there is no such series, or it is a distribution
     */
    public OptionalDouble value(String family, String... labels) {
        FamilySnapshot found = byName.get(family);
        int index = found == null || found.hasDistributions() ? -1 : found.indexOf(Labels.of(labels));
        return found == null || index < 0 ? OptionalDouble.empty() : OptionalDouble.of(found.value(index));
    }

    /**
     * The distribution of one histogram's or timer's series.
     *
     * @param family its full name
     * @param labels all labels of the series, names and values in turn
     * @return the distribution; empty when there is no such series, or it is a number
     */
    public Optional<Distribution> distribution(String family, String... labels) {
        FamilySnapshot found = byName.get(family);
        int index = found == null || !found.hasDistributions() ? -1 : found.indexOf(Labels.of(labels));
        return found == null || index < 0 ? Optional.empty() : Optional.of(found.distribution(index));
    }

    /**
     * The sum over all series of a family, of values or of distributions' counts.
     *
     * @param family its full name
     * @return the sum; 0 when there is no such family
     */
    public double total(String family) {
        FamilySnapshot found = byName.get(family);
        return found == null ? 0 : found.total();
    }
}
