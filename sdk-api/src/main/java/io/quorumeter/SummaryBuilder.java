package io.quorumeter;

import io.quorumeter.spi.InstrumentProvider;
import java.time.Duration;
import java.util.List;

/** A family of summaries being declared; see {@link FamilyBuilder}. */
public final class SummaryBuilder extends FamilyBuilder<Summary, SummaryBuilder> {
    /** How far back a summary looks unless its declarations say otherwise. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(10);

    /** What a summary shows unless its declarations say otherwise. */
    public static final List<Double> DEFAULT_QUANTILES = List.of(0.5, 0.9, 0.95, 0.99);

    private static final Duration LONGEST = Duration.ofDays(365);

    SummaryBuilder(InstrumentProvider engine, Declaration<Summary> row) {
        super(engine, row);
    }

    /**
     * Sets how far back the quantiles look; ten minutes unless a declaration of the family sets it.
     *
     * @param length positive, up to a year; one shorter than six ticks of the collector is as coarse as those
     * @return this declaration
     * @throws MetricDeclarationException when it is not
     */
    public SummaryBuilder window(Duration length) {
        return now(declaration -> declaration.window(length));
    }

    /**
     * Sets which quantiles the exposition shows; 0.5, 0.9, 0.95 and 0.99 unless a declaration of the family sets them.
     *
     * @param shares at least one, each from 0 to 1, rising
     * @return this declaration
     * @throws MetricDeclarationException when they are not
     */
    public SummaryBuilder quantiles(double... shares) {
        return now(declaration -> declaration.quantiles(shares));
    }

    static Duration checkedWindow(String family, Duration length) {
        MetricDescriptor.checkGiven(family, "window", length);
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new MetricDeclarationException("family '" + Labels.printable(family)
                    + "': a window is longer than zero and at most a year, not " + length);
        }
        return length;
    }
}
