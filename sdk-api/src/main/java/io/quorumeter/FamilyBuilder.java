package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import io.quorumeter.spi.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A family being declared: what all kinds of instrument have in common. Ends with {@link #create()}, or goes on with labels:
 *
 * <pre>{@code
 * Counter evictions = metrics.counter("mempool_evictions_total").help("Transactions dropped to make room").create();
 * By<Reason, Counter> rejected = metrics.counter("mempool_rejected_total").by("reason", Reason.class).create();
 * }</pre>
 *
 * <p>Declaring a family again gives the same instruments, so two components may declare it independently, in any order. Type, kind of
 * instrument and label names must be the same, and so must bounds and a summary's window and quantiles where both name some: otherwise
 * the second throws, and says what both want. What one of them leaves out it takes from the other: bounds, window, quantiles, help (the
 * first that is not empty stays) and causes, which are added up. The level of the first declaration is the family's; see
 * {@link #level}. Not thread-safe; the instruments it makes are.
 *
 * <p>Whatever is wrong is refused with a {@link MetricDeclarationException} that names the family and what would be right, null included.
 * A declaration that is refused leaves nothing behind: the family can be declared rightly afterwards.
 *
 * @param <I> the instrument
 * @param <S> the builder's own type
 */
public abstract class FamilyBuilder<I, S extends FamilyBuilder<I, S>> {
    final InstrumentProvider provider;
    private final String name;
    private final MetricType type;
    private final Declaration.Kind kind;
    private final Class<I> instrument;
    private String help = "";
    private MetricLevel level = MetricLevel.STANDARD;
    private Labels fixed = Labels.of();
    private final List<String> fixedNames = new ArrayList<>();
    private final List<String> causes = new ArrayList<>();

    @Nullable
    Bounds bounds;

    FamilyBuilder(
            InstrumentProvider provider, String name, MetricType type, Declaration.Kind kind, Class<I> instrument) {
        this.provider = provider;
        this.name = name;
        this.type = type;
        this.kind = kind;
        this.instrument = instrument;
    }

    /**
     * Says what is counted or measured, for the people who read the metric; nothing unless said.
     *
     * @param sentence one sentence without a full stop
     * @return this declaration
     */
    public S help(String sentence) {
        MetricDescriptor.checkGiven(name, "help", sentence);
        this.help = sentence;
        return self();
    }

    /**
     * Says how much detail this is; {@link MetricLevel#STANDARD} unless said. What the family's first declaration says holds for all,
     * records by name included, so that a family is kept as a whole or not at all. A later declaration as {@link MetricLevel#ESSENTIAL} of a
     * family that was not from the first is refused, since what is essential must not be lost: by every collector, whatever its level is and
     * whether the family is denied, so that no setting decides whether a program runs.
     *
     * @param detail the level; when it is above the collector's, the family costs nothing
     * @return this declaration
     */
    public S level(MetricLevel detail) {
        MetricDescriptor.checkGiven(name, "level", detail);
        this.level = detail;
        return self();
    }

    /**
     * Adds a label whose value is fixed for the instruments made here, such as the name of a store; other declarations of the family
     * give it other values.
     *
     * @param label its name: letters, digits and {@code _}
     * @param value any whole text up to {@value Labels#MAX_VALUE_LENGTH} characters
     * @return this declaration
     * @throws MetricDeclarationException when the label is there already, its name is not legal, or the value is null, longer or holds half
     *     a surrogate pair
     */
    public S with(String label, String value) {
        MetricDescriptor.checkLabel(name, type, label);
        if (fixedNames.contains(label)) {
            throw new MetricDeclarationException(
                    "family '" + Labels.printable(name) + "': label '" + label + "' is given twice");
        }
        Labels.checkValue(name, label, value);
        fixed = fixed.with(label, value);
        fixedNames.add(label);
        return self();
    }

    /**
     * Adds labels whose values are fixed for the instruments made here.
     *
     * @param labels all of them
     * @return this declaration
     * @throws MetricDeclarationException when one of the labels is there already, or its name is not legal
     */
    public S with(Labels labels) {
        MetricDescriptor.checkGiven(name, "set of labels", labels);
        for (int i = 0; i < labels.size(); i++) {
            with(labels.name(i), labels.value(i));
        }
        return self();
    }

    /**
     * Says that whatever is recorded here was recorded in those families before: a commit after its proposal. A snapshot reads
     * effects before their causes, so it never shows a commit whose proposal it does not show. Families that do not exist are
     * ignored.
     *
     * @param families full names
     * @return this declaration
     */
    public S causedBy(String... families) {
        MetricDescriptor.checkGiven(name, "list of causes", families);
        for (String cause : families) {
            MetricDescriptor.checkGiven(name, "name of a cause", cause);
            causes.add(cause);
        }
        return self();
    }

    /**
     * Adds a label with one value per constant of an enum. All series exist from the start, and the call site gives the constant:
     * an array index, no look-up.
     *
     * @param <A> the label's values
     * @param label its name, as in {@code "reason"}: letters, digits and {@code _}
     * @param values the enum
     * @return the declaration, with this label
     * @throws MetricDeclarationException when the enum has no constants, or two with the same {@link LabelValue}
     */
    public <A extends Enum<A>> By.Builder<A, I> by(String label, Class<A> values) {
        return new By.Builder<>(this, label, values);
    }

    /**
     * Adds a label with one value per validator of an epoch, and {@code other}; the call site gives the validator's index.
     *
     * @param label its name, as in {@code "validator"}: letters, digits and {@code _}
     * @param validators the epoch's validators; the series end when it is closed
     * @return the declaration, with this label
     */
    public Indexed.Builder<I> byValidator(String label, ValidatorSet validators) {
        MetricDescriptor.checkLabel(name, type, label);
        MetricDescriptor.checkGiven(name, "validator set", validators);
        return new Indexed.Builder<>(this, label, Members.of(validators));
    }

    /**
     * Adds a label with one value per connected peer, and {@code other}; the call site gives the slot that the peer has.
     *
     * @param label its name, as in {@code "peer"}: letters, digits and {@code _}
     * @param peers who is connected; a peer's series end when it disconnects
     * @return the declaration, with this label
     */
    public Indexed.Builder<I> byPeer(String label, PeerSet peers) {
        MetricDescriptor.checkLabel(name, type, label);
        MetricDescriptor.checkGiven(name, "set of peers", peers);
        return new Indexed.Builder<>(this, label, Members.of(peers));
    }

    /**
     * Creates the instrument, or gets it when it is there.
     *
     * @return the instrument; keep it in a field
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public I create() {
        return series(declaration(null), fixed);
    }

    abstract S self();

    final I series(Declaration family, Labels labels) {
        return provider.series(instrument, family, labels);
    }

    final void observed(Declaration family, Labels labels, Supplier<? extends Number> value) {
        MetricDescriptor.checkGiven(name, "callback", value);
        provider.observe(family, labels, value);
    }

    final void derived(Declaration family, Labels labels, DoubleSupplier value) {
        MetricDescriptor.checkGiven(name, "derivation", value);
        provider.derive(family, labels, value);
    }

    final Declaration declaration(@Nullable Scope scope, String... enumerated) {
        return declaration(scope, List.of(), enumerated);
    }

    /** With further labels: those whose values nobody knows beforehand, and those of enums. */
    final Declaration declaration(@Nullable Scope scope, List<String> open, String... enumerated) {
        List<String> openNames = new ArrayList<>(fixedNames);
        openNames.addAll(open);
        List<String> names = new ArrayList<>(openNames);
        names.addAll(List.of(enumerated));
        MetricDescriptor descriptor = new MetricDescriptor(name, help, type, level, names);
        Bounds shown = bounds != null ? bounds : Bounds.defaultFor(descriptor.unit());
        return new Declaration(descriptor, kind, shown, causes, scope, options(), openNames);
    }

    /** What only some kinds of instrument have. */
    Declaration.Options options() {
        return bounds != null ? new Declaration.Options(true, 1, Duration.ZERO, List.of()) : Declaration.Options.NONE;
    }

    final Labels fixed() {
        return fixed;
    }

    final Class<I> instrument() {
        return instrument;
    }

    final String name() {
        return name;
    }
}
