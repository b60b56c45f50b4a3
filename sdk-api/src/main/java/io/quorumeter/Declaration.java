package io.quorumeter;

import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.InstrumentProvider;
import io.quorumeter.spi.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A family before any collector knows it: the one place that states its name, help, level and labels, typed by the instrument that code
 * records with. A catalogue is a final class of such constants:
 *
 * <pre>{@code
 * static final Declaration<Counter> PROPOSED = Declaration.essential("blocks_proposed_total", "Blocks proposed").counter();
 * static final Declaration<By2<VotePhase, VoteResult, Counter>> VOTES = Declaration.essential("votes_total", "Votes received")
 *         .counter().by("phase", VotePhase.class, "result", VoteResult.class).causedBy(PROPOSED);
 * …
 * By2<VotePhase, VoteResult, Counter> votes = VOTES.on(metrics);
 * }</pre>
 *
 * <p>Each method returns a new declaration and leaves this one as it is. Labels are named once and last: first, by {@link
 * #with(String...)}, the labels whose values are given to {@link #on(MetricsCollector, String...)}, then the labels of one of the {@code
 * by…} methods. A wrong declaration is refused with a {@link MetricDeclarationException} that names the family and the remedy. Immutable
 * and safe from any thread.
 *
 * @param <T> what {@code on} returns: an instrument, or instruments by the values of labels
 */
public final class Declaration<T> {
    private final Facts facts;
    private final Function<Site, T> shape;

    private Declaration(Facts facts, Function<Site, T> shape) {
        this.facts = facts;
        this.shape = shape;
    }

    /** Where the value of a label comes from. */
    private enum Source {
        /** A text that {@code on} is given. */
        DECLARATION,
        /** An enum's constant, chosen by the call site. */
        CONSTANT,
        /** The constant of an enum that {@code on} is given, chosen by the call site. */
        GIVEN_CONSTANT,
        /** The index of a validator or peer, chosen by the call site. */
        INDEX,
        /** Any text, chosen by the call site. */
        TEXT
    }

    /** A label, with its values where these are an enum's constants. */
    private record LabelName(String name, Source source, List<String> values) {}

    private record Facts(
            String name,
            String help,
            MetricType type,
            MetricLevel level,
            FamilyDeclaration.Kind kind,
            List<LabelName> labels,
            List<String> causes,
            @Nullable Bounds bounds,
            FamilyDeclaration.Options options) {

        Facts labelled(LabelName... more) {
            List<LabelName> all =
                    Stream.concat(labels.stream(), Stream.of(more)).toList();
            return new Facts(name, help, type, level, kind, all, causes, bounds, options);
        }

        Facts unlabelled() {
            return new Facts(
                    name, help, type, level, kind, labels.subList(0, labels.size() - 1), causes, bounds, options);
        }

        Facts described(String sentence, MetricLevel detail, List<String> allCauses) {
            return new Facts(name, sentence, type, detail, kind, labels, allCauses, bounds, options);
        }

        Facts cut(Bounds upper) {
            return new Facts(name, help, type, level, kind, labels, causes, upper, options);
        }

        Facts with(double sampling, Duration window, List<Double> quantiles) {
            FamilyDeclaration.Options more = new FamilyDeclaration.Options(false, sampling, window, quantiles);
            return new Facts(name, help, type, level, kind, labels, causes, bounds, more);
        }

        /** Returns the declaration for the engine: labels whose values are not known beforehand come first. */
        FamilyDeclaration declared() {
            List<String> open = names(label -> label.source != Source.CONSTANT);
            List<String> names = new ArrayList<>(open);
            names.addAll(names(label -> label.source == Source.CONSTANT));
            MetricDescriptor descriptor = new MetricDescriptor(name, help, type, level, names);
            FamilyDeclaration.Options all = new FamilyDeclaration.Options(
                    bounds != null, options.sampling(), options.window(), options.quantiles());
            Bounds shown = bounds != null ? bounds : Bounds.defaultFor(descriptor.unit());
            return new FamilyDeclaration(descriptor, kind, shown, causes, null, all, open);
        }

        private List<String> names(Predicate<LabelName> which) {
            return labels.stream().filter(which).map(LabelName::name).toList();
        }
    }

    /** Where a declaration becomes series: an engine, and the labels that have their values so far. */
    record Site(
            InstrumentProvider engine,
            FamilyDeclaration family,
            Labels labels,
            @Nullable Members members) {
        Site with(String label, String value) {
            return new Site(engine, family, labels.with(label, value), members);
        }

        Site within(@Nullable Scope scope) {
            return new Site(engine, family.within(scope), labels, members);
        }

        <I> I instrument(Class<I> kind) {
            return engine.series(kind, family, labels);
        }
    }

    /** A family whose instrument has not been named yet. */
    public static final class Row {
        private final String name;
        private final String help;
        private final MetricLevel level;

        private Row(String name, String help, MetricLevel level) {
            this.name = name;
            this.help = help;
            this.level = level;
        }

        /** {@return a counter; the name ends in {@code _total}} */
        public Declaration<Counter> counter() {
            return of(FamilyDeclaration.Kind.COUNTER, Counter.class);
        }

        /** {@return a gauge} */
        public Declaration<Gauge> gauge() {
            return of(FamilyDeclaration.Kind.GAUGE, Gauge.class);
        }

        /** {@return a distribution of anything but durations} */
        public Declaration<Histogram> histogram() {
            return of(FamilyDeclaration.Kind.HISTOGRAM, Histogram.class);
        }

        /** {@return a distribution of durations; the name ends in {@code _seconds}} */
        public Declaration<Timer> timer() {
            return of(FamilyDeclaration.Kind.TIMER, Timer.class);
        }

        /** {@return quantiles over a sliding window} */
        public Declaration<Summary> summary() {
            return of(FamilyDeclaration.Kind.SUMMARY, Summary.class);
        }

        /** {@return a counter of seconds that counts unfinished work too; the name ends in {@code _seconds_total}} */
        public Declaration<BusyTime> busyTime() {
            return of(FamilyDeclaration.Kind.BUSY_TIME, BusyTime.class);
        }

        /**
         * Declares a fact that does not change while the process runs; its value is always 1.
         *
         * @param labels the labels that carry it; their values are given to {@code on}
         * @return the declaration; the name ends in {@code _info}
         */
        public Declaration<Gauge> info(String... labels) {
            Function<Site, Gauge> fact = site -> {
                Gauge gauge = site.instrument(Gauge.class);
                gauge.set(1L);
                return gauge;
            };
            return new Declaration<>(facts(FamilyDeclaration.Kind.GAUGE, MetricType.INFO), fact).with(labels);
        }

        /**
         * Declares a state set, which shows in which of an enum's states something is: 1 for that state and 0 for the others.
         *
         * @param <E> the states
         * @param label the label that has the state. With the family's own name as the label the formats show the family as a state set,
         *     otherwise as a gauge
         * @param states the enum; a state's label value is that of {@link LabelValue}
         * @return the declaration
         * @throws MetricDeclarationException when the enum has no constants, or two with the same label value
         */
        public <E extends Enum<E>> Declaration<StateSet<E>> stateSet(String label, Class<E> states) {
            MetricType type = name.equals(label) ? MetricType.STATE_SET : MetricType.GAUGE;
            List<String> values = EnumValues.of(name, label, states);
            Facts labelled = facts(FamilyDeclaration.Kind.STATE_SET, type)
                    .labelled(new LabelName(label, Source.CONSTANT, values));
            return new Declaration<>(
                    labelled,
                    site -> new StateSet<>(
                            site.engine().states(site.family(), site.labels(), label, values),
                            states.getEnumConstants()));
        }

        private <I> Declaration<I> of(FamilyDeclaration.Kind kind, Class<I> instrument) {
            return new Declaration<>(facts(kind, kind.type()), site -> site.instrument(instrument));
        }

        private Facts facts(FamilyDeclaration.Kind kind, MetricType type) {
            if (kind == FamilyDeclaration.Kind.TIMER || kind == FamilyDeclaration.Kind.BUSY_TIME) {
                MetricName.checkSeconds(type, name);
            }
            return new Facts(name, help, type, level, kind, List.of(), List.of(), null, FamilyDeclaration.Options.NONE);
        }
    }

    /**
     * Begins a family that no operator can do without, kept at every level.
     *
     * @param name letters, digits, {@code _} and {@code :}, without the SDK's own {@code quorumeter_} at the beginning
     * @param help one sentence for people
     * @return the family, without an instrument yet
     */
    public static Row essential(String name, String help) {
        return row(MetricName.checkHosts(name), help, MetricLevel.ESSENTIAL);
    }

    /**
     * Begins a family that is kept unless the operator wants essentials only.
     *
     * @param name letters, digits, {@code _} and {@code :}, without the SDK's own {@code quorumeter_} at the beginning
     * @param help one sentence for people
     * @return the family, without an instrument yet
     */
    public static Row standard(String name, String help) {
        return row(MetricName.checkHosts(name), help, MetricLevel.STANDARD);
    }

    /**
     * Begins a family that is kept on request: one series per validator or peer, or diagnostics.
     *
     * @param name letters, digits, {@code _} and {@code :}, without the SDK's own {@code quorumeter_} at the beginning
     * @param help one sentence for people
     * @return the family, without an instrument yet
     */
    public static Row detailed(String name, String help) {
        return row(MetricName.checkHosts(name), help, MetricLevel.DETAILED);
    }

    /**
     * Begins a family in which a module of the SDK describes itself. Not for hosts.
     *
     * @param name begins with {@code quorumeter_}
     * @param help one sentence for people
     * @return the family, without an instrument yet
     * @throws MetricDeclarationException when the name begins otherwise
     */
    public static Row own(String name, String help) {
        if (!String.valueOf(name).startsWith(MetricName.OWN_PREFIX)) {
            throw new MetricDeclarationException(
                    "family '" + Labels.printable(String.valueOf(name)) + "' does not begin with '"
                            + MetricName.OWN_PREFIX + "'; begin it with essential, standard or detailed");
        }
        return row(name, help, MetricLevel.STANDARD);
    }

    private static Row row(String name, String help, MetricLevel level) {
        MetricDescriptor.checkGiven(name, "help", help);
        return new Row(name, help, level);
    }

    /** {@return the family's name} */
    public String name() {
        return facts.name;
    }

    /** {@return the descriptor, for readers of a catalogue: name, help, type, level and labels} */
    public MetricDescriptor descriptor() {
        return facts.declared().descriptor();
    }

    /**
     * Returns the values that a label takes.
     *
     * @param label one of the labels
     * @return its values; empty when they are not known beforehand
     */
    public List<String> values(String label) {
        return facts.labels.stream()
                .filter(one -> one.name.equals(label))
                .findFirst()
                .map(LabelName::values)
                .orElse(List.of());
    }

    /** {@return the families that are always recorded before this one} */
    public List<String> causes() {
        return facts.causes;
    }

    /**
     * Describes what is counted or measured.
     *
     * @param sentence one sentence for people, without a full stop
     * @return the declaration with this help
     */
    public Declaration<T> help(String sentence) {
        MetricDescriptor.checkGiven(facts.name, "help", sentence);
        return new Declaration<>(facts.described(sentence, facts.level, facts.causes), shape);
    }

    /**
     * Sets how much detail this is, as {@link FamilyBuilder#level} explains.
     *
     * @param detail the level
     * @return the declaration at this level
     */
    public Declaration<T> level(MetricLevel detail) {
        MetricDescriptor.checkGiven(facts.name, "level", detail);
        return new Declaration<>(facts.described(facts.help, detail, facts.causes), shape);
    }

    /**
     * Adds families that are always recorded before this one. A snapshot reads effects before their causes, so it never shows a commit
     * whose proposal it does not show. Families that do not exist are ignored.
     *
     * @param families full names
     * @return the declaration with these causes
     */
    public Declaration<T> causedBy(String... families) {
        MetricDescriptor.checkGiven(facts.name, "list of causes", families);
        for (String cause : families) {
            MetricDescriptor.checkGiven(facts.name, "name of a cause", cause);
        }
        List<String> all =
                Stream.concat(facts.causes.stream(), Stream.of(families)).toList();
        return new Declaration<>(facts.described(facts.help, facts.level, all), shape);
    }

    /**
     * Adds families that are always recorded before this one.
     *
     * @param families rows of a catalogue
     * @return the declaration with these causes
     */
    public Declaration<T> causedBy(Declaration<?>... families) {
        return causedBy(Arrays.stream(families).map(Declaration::name).toArray(String[]::new));
    }

    /**
     * Sets where the exposition cuts a distribution; {@link Bounds#defaultFor} the unit unless set.
     *
     * @param upper the bounds, in the unit that the name states
     * @return the declaration with these bounds
     * @throws MetricDeclarationException when the family is neither a timer nor a histogram
     */
    public Declaration<T> bounds(Bounds upper) {
        MetricDescriptor.checkGiven(facts.name, "list of bounds", upper);
        checkKind("bounds", FamilyDeclaration.Kind.TIMER, FamilyDeclaration.Kind.HISTOGRAM);
        return new Declaration<>(facts.cut(upper), shape);
    }

    /**
     * Keeps a random share of a timer's durations, as {@link TimerBuilder#sampled(double)} explains.
     *
     * @param share above 0 and up to 1
     * @return the declaration, sampled
     * @throws MetricDeclarationException when the family is no timer, or the share is out of range
     */
    public Declaration<T> sampled(double share) {
        if (!(share > 0 && share <= 1)) {
            throw refused("the share of durations to keep is above 0 and at most 1, not " + share);
        }
        return thinned(share);
    }

    /** {@return the declaration of a timer that keeps the share that the collector's {@code metrics_sampling_rate} says} */
    public Declaration<T> sampled() {
        return thinned(FamilyDeclaration.Options.COLLECTORS_SHARE);
    }

    private Declaration<T> thinned(double share) {
        checkKind("sampling", FamilyDeclaration.Kind.TIMER);
        return new Declaration<>(facts.with(share, Duration.ZERO, List.of()), shape);
    }

    /**
     * Sets how far back a summary looks.
     *
     * @param length longer than zero, up to a year
     * @return the declaration with this window
     * @throws MetricDeclarationException when the family is no summary, or the length is out of range
     */
    public Declaration<T> window(Duration length) {
        checkKind("window", FamilyDeclaration.Kind.SUMMARY);
        return new Declaration<>(
                facts.with(1, SummaryBuilder.checkedWindow(facts.name, length), facts.options.quantiles()), shape);
    }

    /**
     * Sets which quantiles a summary shows.
     *
     * @param shares at least one, each from 0 to 1, rising
     * @return the declaration with these quantiles
     * @throws MetricDeclarationException when the family is no summary, or the shares are not such
     */
    public Declaration<T> quantiles(double... shares) {
        checkKind("quantiles", FamilyDeclaration.Kind.SUMMARY);
        MetricDescriptor.checkGiven(facts.name, "list of quantiles", shares);
        for (int i = 0; i < shares.length; i++) {
            if (!(shares[i] >= 0 && shares[i] <= 1) || (i > 0 && shares[i] <= shares[i - 1])) {
                throw refused("quantiles are from 0 to 1 and rise, not " + Arrays.toString(shares));
            }
        }
        if (shares.length == 0) {
            throw refused("a summary shows at least one quantile");
        }
        List<Double> shown = Arrays.stream(shares).boxed().toList();
        return new Declaration<>(facts.with(1, facts.options.window(), shown), shape);
    }

    /**
     * Adds labels whose values are texts, one for each instrument, such as the name of a store, which is known when the node is put
     * together.
     *
     * @param labels their names; {@code on} is given their values in this order
     * @return the declaration with these labels
     */
    public Declaration<T> with(String... labels) {
        MetricDescriptor.checkGiven(facts.name, "list of labels", labels);
        Declaration<T> labelled = this;
        for (String name : labels) {
            LabelName label = labelled.label(name, Source.DECLARATION, List.of());
            labelled = new Declaration<>(labelled.facts.labelled(label), shape);
        }
        return labelled;
    }

    /**
     * Adds a label with one value per constant of an enum. All series exist from the start, and the call site gives the constant: an array
     * index, no look-up.
     *
     * @param <A> the label's values
     * @param name its name, as in {@code "reason"}: letters, digits and {@code _}
     * @param values the enum
     * @return the declaration of an instrument for each constant
     * @throws MetricDeclarationException when the enum has no constants, or two with the same {@link LabelValue}
     */
    public <A extends Enum<A>> Declaration<By<A, T>> by(String name, Class<A> values) {
        LabelName label = chosen(name, values);
        return new Declaration<>(facts.labelled(label), by(label));
    }

    /**
     * Adds two labels with one value per constant of an enum each.
     *
     * @param <A> the first label's values
     * @param <B> the second label's values
     * @param first the first label's name
     * @param firstValues the first enum
     * @param second the second label's name
     * @param secondValues the second enum
     * @return the declaration of an instrument for each pair of constants
     * @throws MetricDeclarationException when an enum has no constants, or two with the same {@link LabelValue}
     */
    public <A extends Enum<A>, B extends Enum<B>> Declaration<By2<A, B, T>> by(
            String first, Class<A> firstValues, String second, Class<B> secondValues) {
        LabelName outer = chosen(first, firstValues);
        LabelName inner = after(outer, second, secondValues);
        return new Declaration<>(facts.labelled(outer, inner), site -> {
            int width = inner.values.size();
            Object[] series = new Object[outer.values.size() * width];
            for (int i = 0; i < series.length; i++) {
                series[i] = shape.apply(site.with(outer.name, outer.values.get(i / width))
                        .with(inner.name, inner.values.get(i % width)));
            }
            return new By2<>(series, width, noop());
        });
    }

    /**
     * Adds a label with one value per constant of an enum of the host, which is given to {@link #on(MetricsCollector, Class)}.
     *
     * @param name its name, as in {@code "type"}: letters, digits and {@code _}
     * @return the declaration with this label
     */
    public Declaration<T> byEnum(String name) {
        return new Declaration<>(facts.labelled(chosen(name, Source.GIVEN_CONSTANT, List.of())), shape);
    }

    /**
     * Adds a label with one value per validator or peer, and {@code other}. The set is given to {@code on}, and the call site
     * gives the index.
     *
     * @param name its name, as in {@code "validator"}: letters, digits and {@code _}
     * @return the declaration of an instrument for each index
     */
    public Declaration<Indexed<T>> byIndex(String name) {
        LabelName label = chosen(name, Source.INDEX, List.of());
        return new Declaration<>(facts.labelled(label), site -> Indexed.of(site, label.name, shape));
    }

    /**
     * Adds a label with one value per validator or peer, and {@code other}, and one with a value per constant of an enum.
     *
     * @param <B> the second label's values
     * @param name the first label's name, as in {@code "validator"}: letters, digits and {@code _}
     * @param second the second label's name
     * @param values the enum
     * @return the declaration of instruments for each index
     * @throws MetricDeclarationException when the enum has no constants, or two with the same {@link LabelValue}
     */
    public <B extends Enum<B>> Declaration<Indexed<By<B, T>>> byIndex(String name, String second, Class<B> values) {
        LabelName index = chosen(name, Source.INDEX, List.of());
        LabelName label = after(index, second, values);
        return new Declaration<>(facts.labelled(index, label), site -> Indexed.of(site, index.name, by(label)));
    }

    /**
     * Adds a label with any text as its value, such as a name that a peer chose: see {@link ByText}.
     *
     * @param name its name, as in {@code "peer"}: letters, digits and {@code _}
     * @return the declaration of an instrument for each text
     */
    public Declaration<ByText<T>> by(String name) {
        LabelName label = chosen(name, Source.TEXT, List.of());
        return new Declaration<>(
                facts.labelled(label),
                site -> new ByText<>(
                        (text, scope) -> shape.apply(site.within(scope).with(label.name, text))));
    }

    /**
     * Makes two timers of an operation that may fail: the family gets the label {@code result} with {@code ok} and {@code error}.
     *
     * @return the declaration of the operation
     * @throws MetricDeclarationException when the family is no timer
     */
    public Declaration<OperationTimer> operation() {
        checkKind("operation", FamilyDeclaration.Kind.TIMER);
        Declaration<By<OperationTimer.Result, T>> both = by(OperationTimer.LABEL, OperationTimer.Result.class);
        return new Declaration<>(both.facts, site -> {
            By<OperationTimer.Result, T> timers = both.shape.apply(site);
            return OperationTimer.of(
                    (Timer) timers.of(OperationTimer.Result.OK), (Timer) timers.of(OperationTimer.Result.ERROR));
        });
    }

    /**
     * Creates the instruments, or returns them when they are there.
     *
     * @param metrics where the family is declared
     * @param texts the value of each label that {@link #with(String...)} named, in that order
     * @return the instruments; keep them in a field
     * @throws MetricDeclarationException when the declaration is wrong, contradicts an earlier one of the family, or has labels that these
     *     values do not fit
     */
    public T on(MetricsCollector metrics, String... texts) {
        return on(engine(metrics), null, List.of(texts));
    }

    /**
     * Creates the instruments of each constant of an enum, or returns them when they are there.
     *
     * @param <E> the values of the label that {@link #byEnum} named
     * @param metrics where the family is declared
     * @param values the enum
     * @return an instrument for each constant
     * @throws MetricDeclarationException when the declaration is wrong, contradicts an earlier one, or has no such label
     */
    public <E extends Enum<E>> By<E, T> on(MetricsCollector metrics, Class<E> values) {
        LabelName last = facts.labels.isEmpty() ? null : facts.labels.get(facts.labels.size() - 1);
        if (last == null || last.source != Source.GIVEN_CONSTANT) {
            throw refused("it has no label by an enum of the host's; name one with byEnum(…)");
        }
        return new Declaration<>(facts.unlabelled(), shape)
                .by(last.name, values)
                .on(metrics);
    }

    /**
     * Creates the instruments of each validator and of {@code other}, or returns them when they are there.
     *
     * @param metrics where the family is declared
     * @param validators the validators of an epoch; the series end when it is closed
     * @return the instruments
     * @throws MetricDeclarationException when the declaration is wrong, contradicts an earlier one, or has no label by index
     */
    public T on(MetricsCollector metrics, ValidatorSet validators) {
        MetricDescriptor.checkGiven(facts.name, "validator set", validators);
        return on(engine(metrics), Members.of(validators), List.of());
    }

    /**
     * Creates the instruments of each peer and of {@code other}, or returns them when they are there.
     *
     * @param metrics where the family is declared
     * @param peers the connected peers; a peer's series end when it disconnects
     * @return the instruments
     * @throws MetricDeclarationException when the declaration is wrong, contradicts an earlier one, or has no label by index
     */
    public T on(MetricsCollector metrics, PeerSet peers) {
        MetricDescriptor.checkGiven(facts.name, "set of peers", peers);
        return on(engine(metrics), Members.of(peers), List.of());
    }

    /**
     * Observes one series at each snapshot instead of creating instruments, as {@link GaugeBuilder#observe} and {@link
     * CounterBuilder#observe} explain.
     *
     * @param metrics where the family is declared
     * @param value returns the value
     * @param values the value of each label, in their order
     * @throws MetricDeclarationException when the declaration is wrong, contradicts an earlier one, or is of no counter or gauge
     */
    public void observe(MetricsCollector metrics, Supplier<? extends @Nullable Number> value, String... values) {
        observe(engine(metrics), null, value, List.of(values));
    }

    /**
     * Observes one series at each snapshot for as long as an epoch lasts.
     *
     * @param metrics where the family is declared
     * @param validators the validators of an epoch; the series ends when it is closed
     * @param value returns the value
     * @param values the value of each label, in their order
     * @throws MetricDeclarationException when the declaration is wrong, contradicts an earlier one, or is of no counter or gauge
     */
    public void observe(
            MetricsCollector metrics,
            ValidatorSet validators,
            Supplier<? extends @Nullable Number> value,
            String... values) {
        observe(engine(metrics), validators, value, List.of(values));
    }

    /**
     * Computes one series at each snapshot from other instruments, as {@link GaugeBuilder#derive} explains.
     *
     * @param metrics where the family is declared
     * @param value computes the value
     * @param values the value of each label, in their order
     * @throws MetricDeclarationException when the declaration is wrong, contradicts an earlier one, or is of no counter or gauge
     */
    public void derive(MetricsCollector metrics, DoubleSupplier value, String... values) {
        derive(engine(metrics), null, value, List.of(values));
    }

    /**
     * Computes one series at each snapshot for as long as an epoch lasts.
     *
     * @param metrics where the family is declared
     * @param validators the validators of an epoch; the series ends when it is closed
     * @param value computes the value
     * @param values the value of each label, in their order
     * @throws MetricDeclarationException when the declaration is wrong, contradicts an earlier one, or is of no counter or gauge
     */
    public void derive(MetricsCollector metrics, ValidatorSet validators, DoubleSupplier value, String... values) {
        derive(engine(metrics), validators, value, List.of(values));
    }

    private static InstrumentProvider engine(MetricsCollector metrics) {
        return Objects.requireNonNull(metrics, "metrics").provider();
    }

    T on(InstrumentProvider engine, @Nullable Members members, List<String> texts) {
        if (facts.labels.stream().anyMatch(label -> label.source == Source.GIVEN_CONSTANT)) {
            throw refused("its instruments are those of an enum's constants: say of which");
        }
        boolean wantsMembers = facts.labels.stream().anyMatch(label -> label.source == Source.INDEX);
        if (wantsMembers != (members != null)) {
            throw refused(
                    wantsMembers
                            ? "its instruments are those of validators or peers: say of which"
                            : "it has no label by validator or peer; name one with byIndex(…)");
        }
        List<LabelName> given = facts.labels.stream()
                .filter(label -> label.source == Source.DECLARATION)
                .toList();
        return shape.apply(new Site(engine, facts.declared(), labels(given, texts), members));
    }

    void observe(
            InstrumentProvider engine,
            @Nullable Scope scope,
            Supplier<? extends @Nullable Number> value,
            List<String> values) {
        MetricDescriptor.checkGiven(facts.name, "callback", value);
        engine.observe(computed(scope), labels(facts.labels, values), value);
    }

    void derive(InstrumentProvider engine, @Nullable Scope scope, DoubleSupplier value, List<String> values) {
        MetricDescriptor.checkGiven(facts.name, "derivation", value);
        engine.derive(computed(scope), labels(facts.labels, values), value);
    }

    private FamilyDeclaration computed(@Nullable Scope scope) {
        checkKind("callback", FamilyDeclaration.Kind.COUNTER, FamilyDeclaration.Kind.GAUGE);
        return facts.declared().within(scope);
    }

    private Labels labels(List<LabelName> names, List<String> values) {
        if (values.size() != names.size()) {
            throw refused("give the value of each of the labels "
                    + names.stream().map(LabelName::name).toList() + " in this order, not " + values.size()
                    + " values");
        }
        Labels labels = Labels.of();
        for (int i = 0; i < names.size(); i++) {
            String label = names.get(i).name;
            Labels.checkValue(facts.name, label, values.get(i));
            labels = labels.with(label, values.get(i));
        }
        return labels;
    }

    private <A extends Enum<A>> LabelName chosen(String name, Class<A> values) {
        return chosen(name, Source.CONSTANT, EnumValues.of(facts.name, name, values));
    }

    /** Returns the first label that call sites choose by; after one of these no other can be named. */
    private LabelName chosen(String name, Source source, List<String> values) {
        if (facts.labels.stream().anyMatch(label -> label.source != Source.DECLARATION)) {
            throw refused("name all labels that call sites choose by in one call, two at most");
        }
        return label(name, source, values);
    }

    private <B extends Enum<B>> LabelName after(LabelName first, String name, Class<B> values) {
        List<String> constants = EnumValues.of(facts.name, name, values);
        return new Declaration<>(facts.labelled(first), shape).label(name, Source.CONSTANT, constants);
    }

    private LabelName label(String name, Source source, List<String> values) {
        MetricDescriptor.checkLabel(facts.name, facts.type, name);
        if (facts.labels.stream().anyMatch(label -> label.name.equals(name))) {
            throw refused("label '" + name + "' is given twice");
        }
        return new LabelName(name, source, values);
    }

    private <A extends Enum<A>> Function<Site, By<A, T>> by(LabelName label) {
        return site -> new By<>(
                label.values.stream()
                        .map(value -> shape.apply(site.with(label.name, value)))
                        .toArray(),
                noop());
    }

    @SuppressWarnings("unchecked") // by(…) is called before any other label has a shape, so T is the instrument
    private T noop() {
        return (T) Noop.of(facts.kind.instrument());
    }

    private void checkKind(String what, FamilyDeclaration.Kind... kinds) {
        if (!Arrays.asList(kinds).contains(facts.kind)) {
            throw refused("a " + facts.kind.word() + " has no " + what);
        }
    }

    private MetricDeclarationException refused(String why) {
        return new MetricDeclarationException("family '" + Labels.printable(facts.name) + "': " + why);
    }
}
