package io.quorumeter;

import io.quorumeter.spi.InstrumentProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A family being declared at a collector. Ends with {@link #create()}, or with the labels that call sites choose by:
 *
 * <pre>{@code
 * Counter evictions = metrics.counter("mempool_evictions_total").help("Transactions dropped to make room").create();
 * By<Reason, Counter> rejected = metrics.counter("mempool_rejected_total").by("reason", Reason.class);
 * }</pre>
 *
 * <p>Declaring a family again returns the same instruments, so two components may declare it independently, in any order. Type, kind of
 * instrument and label names must be the same, and so must bounds and a summary's window and quantiles where both name some: otherwise the
 * second declaration throws, and its message shows both. A declaration that leaves something out takes it from the other: bounds, window,
 * quantiles, help (the first that is not empty stays) and causes, which are added up. The level of the first declaration is the family's;
 * see {@link #level}. Not thread-safe; the instruments it creates are.
 *
 * <p>A wrong declaration is refused with a {@link MetricDeclarationException} that names the family and what would be right; null is
 * refused in the same way. A declaration that is refused has no effect: the family can be declared correctly afterwards.
 *
 * @param <I> the instrument
 * @param <S> the builder's own type
 */
public class FamilyBuilder<I, S extends FamilyBuilder<I, S>> {
    final InstrumentProvider engine;
    final List<String> texts = new ArrayList<>();
    Declaration<I> row;

    FamilyBuilder(InstrumentProvider engine, Declaration<I> row) {
        this.engine = engine;
        this.row = row;
    }

    /**
     * Describes what is counted or measured, for the people who read the metric; empty unless set.
     *
     * @param sentence one sentence without a full stop
     * @return this declaration
     */
    public S help(String sentence) {
        return now(declaration -> declaration.help(sentence));
    }

    /**
     * Sets how much detail this is; {@link MetricLevel#STANDARD} unless set. The level of the family's first declaration holds for all
     * declarations, records by name included, so that a family is kept as a whole or not at all. A later declaration as {@link
     * MetricLevel#ESSENTIAL} is refused when the first one had another level, since essential metrics must not be lost. Every collector
     * refuses it, whatever its level is and whether or not the family is denied, so that no setting decides whether a program runs.
     *
     * @param detail the level; when it is above the collector's, the family costs nothing
     * @return this declaration
     */
    public S level(MetricLevel detail) {
        return now(declaration -> declaration.level(detail));
    }

    /**
     * Adds a label whose value is fixed for the instruments created here, such as the name of a store; other declarations of the family
     * give it other values.
     *
     * @param label its name: letters, digits and {@code _}
     * @param value any whole text up to {@value Labels#MAX_VALUE_LENGTH} characters
     * @return this declaration
     * @throws MetricDeclarationException when the label is there already, its name is not legal, or the value is null, longer or holds half
     *     a surrogate pair
     */
    public S with(String label, String value) {
        Declaration<I> labelled = row.with(label);
        Labels.checkValue(row.name(), label, value);
        texts.add(value);
        return now(declaration -> labelled);
    }

    /**
     * Adds labels whose values are fixed for the instruments created here.
     *
     * @param labels all of them
     * @return this declaration
     * @throws MetricDeclarationException when one of the labels is there already, or its name is not legal
     */
    public S with(Labels labels) {
        MetricDescriptor.checkGiven(row.name(), "set of labels", labels);
        for (int i = 0; i < labels.size(); i++) {
            with(labels.name(i), labels.value(i));
        }
        return self();
    }

    /**
     * Adds families that are always recorded before this one: a proposal before its commit. A snapshot reads effects before their causes,
     * so it never shows a commit whose proposal it does not show. Families that do not exist are ignored.
     *
     * @param families full names
     * @return this declaration
     */
    public S causedBy(String... families) {
        return now(declaration -> declaration.causedBy(families));
    }

    /**
     * Creates the instruments of a label with one value per constant of an enum, or returns them when they are there. All series exist from
     * the start, and the call site gives the constant: an array index, no look-up.
     *
     * @param <A> the label's values
     * @param label its name, as in {@code "reason"}: letters, digits and {@code _}
     * @param values the enum
     * @return an instrument for each constant
     * @throws MetricDeclarationException when the enum has no constants, or two with the same {@link LabelValue}, or the declaration is
     *     wrong or contradicts an earlier one
     */
    public <A extends Enum<A>> By<A, I> by(String label, Class<A> values) {
        return row.by(label, values).on(engine, null, texts);
    }

    /**
     * Creates the instruments of two labels with one value per constant of an enum each, or returns them when they are there.
     *
     * @param <A> the first label's values
     * @param <B> the second label's values
     * @param first the first label's name
     * @param firstValues the first enum
     * @param second the second label's name
     * @param secondValues the second enum
     * @return an instrument for each pair of constants
     * @throws MetricDeclarationException as with one label
     */
    public <A extends Enum<A>, B extends Enum<B>> By2<A, B, I> by(
            String first, Class<A> firstValues, String second, Class<B> secondValues) {
        return row.by(first, firstValues, second, secondValues).on(engine, null, texts);
    }

    /**
     * Creates the instruments of a label with one value per validator of an epoch, and {@code other}; the call site gives the validator's
     * index.
     *
     * @param label its name, as in {@code "validator"}: letters, digits and {@code _}
     * @param validators the epoch's validators; the series end when it is closed
     * @return an instrument for each index
     * @throws MetricDeclarationException when the declaration is wrong or contradicts an earlier one
     */
    public Indexed<I> by(String label, ValidatorSet validators) {
        MetricDescriptor.checkGiven(row.name(), "validator set", validators);
        return row.byIndex(label).on(engine, Members.of(validators), texts);
    }

    /**
     * Creates the instruments of a label with one value per validator of an epoch, and {@code other}, and a label with one value per
     * constant of an enum.
     *
     * @param <B> the second label's values
     * @param label the first label's name, as in {@code "validator"}: letters, digits and {@code _}
     * @param validators the epoch's validators; the series end when it is closed
     * @param second the second label's name
     * @param values the enum
     * @return instruments for each index
     * @throws MetricDeclarationException as with one label
     */
    public <B extends Enum<B>> Indexed<By<B, I>> by(
            String label, ValidatorSet validators, String second, Class<B> values) {
        MetricDescriptor.checkGiven(row.name(), "validator set", validators);
        return row.byIndex(label, second, values).on(engine, Members.of(validators), texts);
    }

    /**
     * Creates the instruments of a label with one value per connected peer, and {@code other}; the call site gives the peer's slot.
     *
     * @param label its name, as in {@code "peer"}: letters, digits and {@code _}
     * @param peers the connected peers; a peer's series end when it disconnects
     * @return an instrument for each slot
     * @throws MetricDeclarationException when the declaration is wrong or contradicts an earlier one
     */
    public Indexed<I> by(String label, PeerSet peers) {
        MetricDescriptor.checkGiven(row.name(), "set of peers", peers);
        return row.byIndex(label).on(engine, Members.of(peers), texts);
    }

    /**
     * Creates the instruments of a label with one value per connected peer, and {@code other}, and a label with one value per constant of
     * an enum.
     *
     * @param <B> the second label's values
     * @param label the first label's name, as in {@code "peer"}: letters, digits and {@code _}
     * @param peers the connected peers; a peer's series end when it disconnects
     * @param second the second label's name
     * @param values the enum
     * @return instruments for each slot
     * @throws MetricDeclarationException as with one label
     */
    public <B extends Enum<B>> Indexed<By<B, I>> by(String label, PeerSet peers, String second, Class<B> values) {
        MetricDescriptor.checkGiven(row.name(), "set of peers", peers);
        return row.byIndex(label, second, values).on(engine, Members.of(peers), texts);
    }

    /**
     * Creates the instruments of a label with any text as its value, such as a name that a peer chose.
     *
     * @param label its name, as in {@code "peer"}: letters, digits and {@code _}
     * @return an instrument for each text, up to {@value ByText#LIMIT}
     * @throws MetricDeclarationException when the declaration is wrong or contradicts an earlier one
     */
    public ByText<I> by(String label) {
        return row.by(label).on(engine, null, texts);
    }

    /**
     * Creates the instrument, or returns it when it is there.
     *
     * @return the instrument; keep it in a field
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public I create() {
        return row.on(engine, null, texts);
    }

    final S now(UnaryOperator<Declaration<I>> change) {
        row = change.apply(row);
        return self();
    }

    @SuppressWarnings("unchecked") // each subclass names itself
    private S self() {
        return (S) this;
    }
}
