package io.quorumeter.core;

import io.quorumeter.MetricDeclarationException;
import io.quorumeter.MetricDescriptor;
import io.quorumeter.spi.FamilyDeclaration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a family is that was declared before. Components declare their families independently and in any order, so neither may have to
 * know what the other leaves out: that is taken from whichever says it, and only what both say, and say differently, is refused.
 */
final class SecondDeclaration {
    private SecondDeclaration() {}

    /**
     * Whether the second says what the first does not.
     *
     * @throws MetricDeclarationException when they contradict each other
     */
    static boolean adds(FamilyDeclaration first, FamilyDeclaration again) {
        check(first, again);
        return addsHelp(first, again)
                || addsBounds(first, again)
                || addsWindow(first.options(), again.options())
                || addsQuantiles(first.options(), again.options())
                || !first.causes().containsAll(again.causes());
    }

    private static boolean addsHelp(FamilyDeclaration first, FamilyDeclaration again) {
        return first.descriptor().help().isEmpty() && !again.descriptor().help().isEmpty();
    }

    private static boolean addsBounds(FamilyDeclaration first, FamilyDeclaration again) {
        return again.options().boundsGiven() && !first.options().boundsGiven();
    }

    private static boolean addsWindow(FamilyDeclaration.Options first, FamilyDeclaration.Options again) {
        return first.window().isZero() && !again.window().isZero();
    }

    private static boolean addsQuantiles(FamilyDeclaration.Options first, FamilyDeclaration.Options again) {
        return first.quantiles().isEmpty() && !again.quantiles().isEmpty();
    }

    /**
     * Both declarations in one.
     *
     * @throws MetricDeclarationException when they contradict each other
     */
    static FamilyDeclaration join(FamilyDeclaration first, FamilyDeclaration again) {
        check(first, again);
        MetricDescriptor known = first.descriptor();
        String help = addsHelp(first, again) ? again.descriptor().help() : known.help();
        boolean addsBounds = addsBounds(first, again);
        Set<String> causes = new LinkedHashSet<>(first.causes());
        causes.addAll(again.causes());
        return new FamilyDeclaration(
                new MetricDescriptor(known.name(), help, known.type(), known.level(), known.labelNames()),
                first.kind(),
                addsBounds ? again.bounds() : first.bounds(),
                List.copyOf(causes),
                first.scope(),
                join(first.options(), again.options()),
                first.openLabels());
    }

    private static FamilyDeclaration.Options join(FamilyDeclaration.Options first, FamilyDeclaration.Options again) {
        return new FamilyDeclaration.Options(
                first.boundsGiven() || again.boundsGiven(),
                first.sampling(),
                addsWindow(first, again) ? again.window() : first.window(),
                addsQuantiles(first, again) ? again.quantiles() : first.quantiles());
    }

    private static void check(FamilyDeclaration first, FamilyDeclaration again) {
        if (first.kind() != again.kind()
                || first.descriptor().type() != again.descriptor().type()) {
            throw contradiction(first, "as a " + word(first), "as a " + word(again));
        }
        List<String> labels = first.descriptor().labelNames();
        List<String> otherLabels = again.descriptor().labelNames();
        if (labels.size() != otherLabels.size() || !new HashSet<>(labels).containsAll(otherLabels)) {
            throw contradiction(first, "with the labels " + labels, "with " + otherLabels);
        }
        FamilyDeclaration.Options options = first.options();
        FamilyDeclaration.Options others = again.options();
        if (options.boundsGiven() && others.boundsGiven() && !first.bounds().equals(again.bounds())) {
            throw contradiction(first, "with the bounds " + first.bounds(), "with " + again.bounds());
        }
        if (options.sampling() != others.sampling()) {
            throw contradiction(
                    first,
                    "with the share " + Sampling.text(options.sampling()) + " of its durations to keep",
                    "with " + Sampling.text(others.sampling()));
        }
        boolean anyWindow = options.window().isZero() || others.window().isZero();
        if (!anyWindow && !options.window().equals(others.window())) {
            throw contradiction(first, "with a window of " + options.window(), "with one of " + others.window());
        }
        boolean anyQuantiles =
                options.quantiles().isEmpty() || others.quantiles().isEmpty();
        if (!anyQuantiles && !options.quantiles().equals(others.quantiles())) {
            throw contradiction(first, "with the quantiles " + options.quantiles(), "with " + others.quantiles());
        }
    }

    private static MetricDeclarationException contradiction(FamilyDeclaration family, String first, String again) {
        return new MetricDeclarationException("family '" + family.descriptor().name() + "' was declared " + first
                + ", and now " + again + ": declare it the same, or choose another name");
    }

    /** What a family is, for people: its kind of instrument, or its type where that says more. */
    private static String word(FamilyDeclaration family) {
        boolean typical = family.descriptor().type() == family.kind().type();
        Enum<?> word = typical ? family.kind() : family.descriptor().type();
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
