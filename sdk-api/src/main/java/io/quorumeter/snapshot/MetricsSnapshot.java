package io.quorumeter.snapshot;

import io.quorumeter.Labels;
import io.quorumeter.spi.EditDistance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every series of a collector, read once. From {@code snapshot()} it is immutable and can be handed to any thread and kept. From {@code
 * read(…)} it is valid until the function returns, since its memory is used again; later calls fail with an {@link IllegalStateException}.
 *
 * <p>It is a <em>causal cut</em>, not an instant: writers are not stopped while it is taken. But it never shows an effect without its
 * cause. Families are read in an order in which each comes before the families that it was declared to be caused by; a commit counted
 * before the commits were read had its proposal counted earlier still, and proposals are read later. So where every commit follows a
 * proposal that was counted here, no snapshot has more commits than proposals, whatever the load.
 */
public final class MetricsSnapshot {
    private static final Comparator<FamilySnapshot> BY_NAME =
            Comparator.comparing(family -> family.descriptor().name());

    private static final int NEAREST = 3;

    private final Instant time;
    private final List<FamilySnapshot> families;
    private final Labels constantLabels;
    private final List<EndedSeries> ended;
    private final @Nullable Object collector;
    private final long number;
    private final BooleanSupplier isOver;

    /**
     * Creates a snapshot without constant labels, for engines.
     *
     * @param time when it was taken
     * @param families all families
     * @throws IllegalStateException when two have the same name
     */
    public MetricsSnapshot(Instant time, List<FamilySnapshot> families) {
        this(time, sorted(families), Labels.of(), List.of());
    }

    /**
     * Creates a snapshot that does not belong to a single collector, for engines.
     *
     * @param time when it was taken
     * @param families all families, sorted by name, no two of one name; not to be changed any more
     * @param constantLabels labels that every series has besides its own
     * @param ended series that ended recently, the last one last; not to be changed any more
     */
    public MetricsSnapshot(
            Instant time, List<FamilySnapshot> families, Labels constantLabels, List<EndedSeries> ended) {
        this(time, families, constantLabels, ended, null, 0, () -> false);
    }

    /**
     * Creates a snapshot that knows its collector and its place in their order, for engines, so that {@link #diff} refuses snapshots that
     * do not belong together.
     *
     * @param time when it was taken
     * @param families all families, sorted by name, no two of one name; not to be changed any more
     * @param constantLabels labels that every series has besides its own
     * @param ended series that ended recently, the last one last; not to be changed any more
     * @param collector the same object in all snapshots of a collector and in no others; null when it does not belong to a single collector
     * @param number the number of this snapshot among them: greater than that of every earlier one
     * @param isOver whether its readers have left, so that every later call fails
     */
    public MetricsSnapshot(
            Instant time,
            List<FamilySnapshot> families,
            Labels constantLabels,
            List<EndedSeries> ended,
            @Nullable Object collector,
            long number,
            BooleanSupplier isOver) {
        this.time = time;
        this.families = families;
        this.constantLabels = constantLabels;
        this.ended = ended;
        this.collector = collector;
        this.number = number;
        this.isOver = isOver;
    }

    /** {@return when it was taken} */
    public Instant time() {
        return time;
    }

    /** {@return all families, sorted by name} */
    public List<FamilySnapshot> families() {
        checkOpen();
        return families;
    }

    /**
     * Labels that every series has besides its own, such as the chain and the instance. Look-ups do not name them; formats write them with
     * every series.
     *
     * @return the labels, as the collector was configured; often none
     */
    public Labels constantLabels() {
        return constantLabels;
    }

    /** {@return series that ended recently, the last one last; as many as the engine keeps} */
    public List<EndedSeries> ended() {
        return ended;
    }

    /**
     * Looks a family up.
     *
     * @param name its full name
     * @return the family; empty when there is none
     */
    public Optional<FamilySnapshot> family(String name) {
        return Optional.ofNullable(find(name));
    }

    /**
     * Returns the value of one counter, gauge or fact.
     *
     * @param family its full name
     * @param labels all labels of the series, names and values in turn
     * @return the value; empty when there is no such series, or it is a distribution
     */
    public OptionalDouble value(String family, String... labels) {
        FamilySnapshot found = find(family);
        int index = found == null || found.hasDistributions() ? -1 : found.indexOf(Labels.of(labels));
        return found == null || index < 0 ? OptionalDouble.empty() : OptionalDouble.of(found.value(index));
    }

    /**
     * Returns the distribution of one series of a histogram or timer.
     *
     * @param family its full name
     * @param labels all labels of the series, names and values in turn
     * @return the distribution, which may be kept; empty when there is no such series, or it is a number
     */
    public Optional<Distribution> distribution(String family, String... labels) {
        FamilySnapshot found = find(family);
        int index = found == null || !found.hasDistributions() ? -1 : found.indexOf(Labels.of(labels));
        return found == null || index < 0 ? Optional.empty() : Optional.of(found.distribution(index));
    }

    /**
     * Returns the sum over all series of a family, of values or of distributions' counts.
     *
     * @param family its full name
     * @return the sum
     * @throws NoSuchElementException when there is no such family, with the most similar names: a sum of nothing would look like a count. A
     *     family is missing before it is declared, and when the settings of its collector leave it out; {@link #family} returns whether it
     *     is there
     */
    public double total(String family) {
        FamilySnapshot found = find(family);
        if (found == null) {
            throw new NoSuchElementException("no family '" + family + "' in the " + this + "; nearest: "
                    + nearest(family) + ". Where it may be missing, ask family(name)");
        }
        return found.total();
    }

    private String nearest(String name) {
        ToIntFunction<String> distance = known -> EditDistance.between(known, name);
        return families.stream()
                .map(family -> family.descriptor().name())
                .sorted(Comparator.comparingInt(distance))
                .limit(NEAREST)
                .collect(Collectors.joining("', '", "'", "'"));
    }

    /**
     * Returns what was counted since an earlier snapshot of the same collector: counters, histograms and a summary's totals without what
     * they had then, everything else as it is here. {@code earlier.merge(later.diff(earlier))} has the counters and histograms of {@code
     * later} again, exactly for whole numbers, where every series of {@code earlier} goes on.
     *
     * <p>A series that is new since then is shown whole, and so is a series that began again: one that has another {@linkplain
     * FamilySnapshot#createdMillis creation time}, is named by {@link #ended()}, or has less in it than before. A series that no longer
     * exists is left out, together with what it counted last; {@code ended()} of the difference names the series that ended since.
     *
     * <p>The order of snapshots that were merged or are differences themselves is not known, since clocks may be set back: give them in the
     * right order. As in Prometheus, a total with less in it than before is then taken for one that began again.
     *
     * @param earlier taken before this one
     * @return a new snapshot, which may be kept
     * @throws IllegalArgumentException when {@code earlier} was taken after this one, or of another collector
     */
    public MetricsSnapshot diff(MetricsSnapshot earlier) {
        earlier.checkIsBefore(this);
        List<EndedSeries> since = new ArrayList<>(ended);
        since.removeAll(Set.copyOf(earlier.ended));
        List<FamilySnapshot> counted = families().stream()
                .map(family -> family.since(earlier.find(family.descriptor().name()), series(family, since)))
                .toList();
        return new MetricsSnapshot(time, counted, constantLabels, List.copyOf(since));
    }

    /**
     * Merges this snapshot with one of another node or another stretch of time. Merging is associative and commutative, so that any number
     * of snapshots may be merged in any order. A series that both have is merged as follows:
     *
     * <ul>
     *   <li>counters add up, histograms are as if all values had been recorded in one, and so are a summary's totals and its window:
     *       without loss, whole numbers exactly and fractions to the precision of a double;
     *   <li>of gauges the greatest value is kept, with its time; a fact stays 1; a state set shows every state that any of them is in;
     *   <li>of exemplars the latest is kept, and of creation times the earliest.
     * </ul>
     *
     * <p>A series that only one snapshot has is taken over; a series that ended in one and exists in the other has not ended. The time is
     * the later one. Constant labels that are the same in both are kept, so to distinguish nodes give the series a label of their own
     * first. The order of the series in a family has no meaning.
     *
     * @param other a snapshot of collectors that declare their families alike
     * @return a new snapshot, which may be kept
     * @throws IllegalArgumentException when a family has another type, kind, bounds or quantiles in the other, naming it
     */
    public MetricsSnapshot merge(MetricsSnapshot other) {
        return SnapshotMerge.merge(this, other);
    }

    private static Set<Labels> series(FamilySnapshot family, List<EndedSeries> ended) {
        return ended.stream()
                .filter(series -> series.family().equals(family.descriptor().name()))
                .map(EndedSeries::labels)
                .collect(Collectors.toSet());
    }

    private void checkIsBefore(MetricsSnapshot later) {
        if (collector == null || later.collector == null) {
            return;
        }
        if (collector != later.collector) {
            throw new IllegalArgumentException(
                    "the earlier snapshot, of " + time + ", is of another collector than this one, of " + later.time
                            + ": take the difference of two snapshots of one collector, and merge those of several");
        }
        if (number > later.number) {
            throw new IllegalArgumentException("the earlier snapshot, of " + time + ", was taken after this one, of "
                    + later.time + ": ask the later one, as in later.diff(earlier)");
        }
    }

    private void checkOpen() {
        if (isOver.getAsBoolean()) {
            throw new IllegalStateException(
                    "the snapshot was given back; use it inside read(…) only, or take a snapshot() to keep");
        }
    }

    private @Nullable FamilySnapshot find(String name) {
        checkOpen();
        int low = 0;
        int high = families.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            FamilySnapshot family = families.get(middle);
            int order = family.descriptor().name().compareTo(name);
            if (order == 0) {
                return family;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Returns when it was taken and how many families it has, for people. */
    @Override
    public String toString() {
        return "snapshot of " + time + ", " + families.size() + " families"
                + (isOver.getAsBoolean() ? ", given back" : "");
    }

    private static List<FamilySnapshot> sorted(List<FamilySnapshot> families) {
        FamilySnapshot[] sorted = families.toArray(new FamilySnapshot[0]);
        Arrays.sort(sorted, BY_NAME);
        for (int i = 1; i < sorted.length; i++) {
            if (BY_NAME.compare(sorted[i - 1], sorted[i]) == 0) {
                throw new IllegalStateException(
                        "family '" + sorted[i].descriptor().name() + "' is there twice");
            }
        }
        return Collections.unmodifiableList(Arrays.asList(sorted));
    }

    /**
     * A series that ended: its scope was closed, its peer left, or it was not written to for long. Exporters that push report this to the
     * other side, so that its last value is not taken for a current one.
     *
     * @param family the family's full name
     * @param labels the series
     * @param at when it ended
     */
    public record EndedSeries(String family, Labels labels, Instant at) {}
}
