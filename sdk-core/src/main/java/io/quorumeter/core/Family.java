package io.quorumeter.core;

import io.quorumeter.Bounds;
import io.quorumeter.Labels;
import io.quorumeter.SummaryBuilder;
import io.quorumeter.core.column.FamilyColumns;
import io.quorumeter.snapshot.Exemplar;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.Scope;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A family and its series. Series are found by their labels when they are declared, and read in the order of their declaration
 * from columns that change as a whole, so a reader needs no lock.
 */
final class Family {
    private static final double NANOS_PER_SECOND = 1e9;

    private final SeriesMap series;
    private volatile FamilyDeclaration declaration;
    private volatile boolean hasObserved;
    private volatile boolean hasRecorded;
    private volatile Shown shown = new Shown(Columns.EMPTY, Columns.EMPTY);

    Family(FamilyDeclaration declaration, Lifecycle life) {
        this.declaration = declaration;
        this.series = new SeriesMap(
                declaration.descriptor().name(), () -> declaration().bounds(), life);
    }

    /**
     * What a series is made of: a {@link NumberCell}, a {@link HistogramCell} or a {@link LiveSummary}, the instrument that writes to it,
     * what it lives as long as, and when it was made, in Unix milliseconds of the collector's clock.
     */
    record Series(
            Labels labels,
            Object cell,
            Object instrument,
            @Nullable Scope scope,
            long createdMillis) {

        Series withLabels(Labels others) {
            return labels.equals(others) ? this : new Series(others, cell, instrument, scope, createdMillis);
        }
    }

    /** Columns, and those of them that a snapshot shows. */
    private record Shown(Columns all, Columns known) {
        /** Whether these are the present columns, and those of them that are known now. */
        boolean isRight(Columns now) {
            int next = 0;
            for (int i = 0; all == now && i < now.size(); i++) {
                if (isKnown(now.cell(i))) {
                    if (next == known.size() || known.cell(next) != now.cell(i)) {
                        return false;
                    }
                    next++;
                }
            }
            return all == now && next == known.size();
        }
    }

    FamilyDeclaration declaration() {
        return declaration;
    }

    String name() {
        return declaration.descriptor().name();
    }

    int size() {
        return series.size();
    }

    /** Whether a series was made whose value is asked for. */
    boolean hasObserved() {
        return hasObserved;
    }

    /** Whether a series was made that is no observed one. */
    boolean hasRecorded() {
        return hasRecorded;
    }

    /** Adds the numbers to be asked before the family is read. */
    void addObservedTo(List<ObservedNumber> numbers) {
        Columns now = series.columns();
        for (int i = 0; i < now.size(); i++) {
            if (now.cell(i) instanceof ObservedNumber number) {
                numbers.add(number);
            }
        }
    }

    /** Has the family be as it is now declared; the collector's registry asks for it, one at a time. */
    void become(FamilyDeclaration richer) {
        this.declaration = richer;
    }

    /** The series of these labels, or the one that they overflow to; made by {@code fresh} when it is not there. */
    Series getOrCreate(
            FamilyDeclaration wanted, Labels labels, boolean byName, Function<MemoryAccount.Share, Series> fresh) {
        Series found = series.getOrCreate(wanted, labels, byName, fresh);
        boolean observed = found.cell() instanceof ObservedNumber;
        if (observed && !hasObserved) {
            hasObserved = true;
        } else if (!observed && !hasRecorded) {
            hasRecorded = true;
        }
        return found;
    }

    /** How many values came to histograms of the family, ended ones included until they ended. */
    long observations() {
        return series.observations();
    }

    /** How many of them were above the highest bound. */
    long aboveBounds() {
        return series.aboveBounds();
    }

    /** The series by their labels. */
    SeriesMap series() {
        return series;
    }

    /** A place for the family in a snapshot. */
    FamilyColumns newColumns() {
        FamilyDeclaration declaration = this.declaration;
        double perUnit = declaration.kind() == FamilyDeclaration.Kind.TIMER ? NANOS_PER_SECOND : 1;
        return new FamilyColumns(
                Sampling.described(declaration), declaration.bounds(), perUnit, quantiles(declaration));
    }

    /** How far back a summary looks, as it is declared by now. */
    Duration window() {
        Duration named = declaration.options().window();
        return named.isZero() ? SummaryBuilder.DEFAULT_WINDOW : named;
    }

    private static List<Double> quantiles(FamilyDeclaration declaration) {
        List<Double> named = declaration.options().quantiles();
        boolean leftOpen = declaration.kind() == FamilyDeclaration.Kind.SUMMARY && named.isEmpty();
        return leftOpen ? SummaryBuilder.DEFAULT_QUANTILES : named;
    }

    /**
     * The series without those whose source has no value. The same columns as long as no series comes or goes, since what a format
     * prepared hangs on their list of labels.
     */
    private Columns shown() {
        Columns now = series.columns();
        if (!hasObserved) {
            return now;
        }
        Shown last = shown;
        if (!last.isRight(now)) {
            Columns known = now.only((labels, cell) -> isKnown(cell));
            last = new Shown(now, known.size() == now.size() ? now : known);
            shown = last;
        }
        return last.known();
    }

    private static boolean isKnown(Object cell) {
        return !(cell instanceof ObservedNumber number) || number.isKnown();
    }

    void readInto(FamilyColumns to) {
        Columns now = shown();
        to.begin(now.labels(), now.createdMillis());
        switch (declaration.kind()) {
            case COUNTER, GAUGE, BUSY_TIME, STATE_SET -> readNumbers(now, to);
            case HISTOGRAM, TIMER -> {
                Bounds bounds = to.bounds();
                for (int i = 0; i < now.size(); i++) {
                    ((HistogramCell) now.cell(i)).readInto(to.distributions, bounds);
                }
            }
            case SUMMARY -> {
                for (int i = 0; i < now.size(); i++) {
                    ((LiveSummary) now.cell(i)).readInto(i, to);
                }
            }
        }
    }

    private static void readNumbers(Columns now, FamilyColumns to) {
        long[] whole = to.whole();
        double[] fraction = to.fraction();
        for (int i = 0; i < now.size(); i++) {
            NumberCell cell = (NumberCell) now.cell(i);
            long stamp = cell.read(whole, fraction, i);
            if (stamp != 0) {
                to.timestamp(i, stamp);
            }
            Exemplar exemplar = cell.exemplar();
            if (exemplar != null) {
                to.exemplar(i, exemplar);
            }
        }
    }
}
