package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * A state set being declared: a family of which each label set given by {@link #with} is in one state. Not thread-safe.
 *
 * @param <E> the states
 */
public final class StateSetBuilder<E extends Enum<E>> {
    private final InstrumentProvider provider;
    private final String name;
    private final Class<E> states;
    private String help = "";
    private MetricLevel level = MetricLevel.STANDARD;
    private Labels fixed = Labels.of();
    private final List<String> fixedNames = new ArrayList<>();

    StateSetBuilder(InstrumentProvider provider, String name, Class<E> states) {
        this.provider = provider;
        this.name = name;
        MetricDescriptor.checkGiven(name, "enum of states", states);
        this.states = states;
    }

    /**
     * Says what is in these states; nothing unless said.
     *
     * @param sentence one sentence without a full stop
     * @return this declaration
     */
    public StateSetBuilder<E> help(String sentence) {
        MetricDescriptor.checkGiven(name, "help", sentence);
        this.help = sentence;
        return this;
    }

    /**
     * Says how much detail this is; {@link MetricLevel#STANDARD} unless said. The first declaration's holds, as {@link FamilyBuilder#level}
     * explains.
     *
     * @param detail the level; when it is above the collector's, the family costs nothing
     * @return this declaration
     */
    public StateSetBuilder<E> level(MetricLevel detail) {
        MetricDescriptor.checkGiven(name, "level", detail);
        this.level = detail;
        return this;
    }

    /**
     * Adds a label whose value is fixed for the state made here; other declarations of the family give it other values.
     *
     * @param label its name: letters, digits and {@code _}
     * @param value any whole text up to {@value Labels#MAX_VALUE_LENGTH} characters
     * @return this declaration
     * @throws MetricDeclarationException when the label is there already, has the family's name, its name is not legal, or the value is longer or
     *     holds half a surrogate pair
     */
    public StateSetBuilder<E> with(String label, String value) {
        MetricDescriptor.checkLabel(name, MetricType.STATE_SET, label);
        if (label.equals(name)) {
            throw new MetricDeclarationException("state set '" + Labels.printable(name)
                    + "': the label of this name is the state's; call the other one otherwise");
        }
        if (fixedNames.contains(label)) {
            throw new MetricDeclarationException(
                    "family '" + Labels.printable(name) + "': label '" + label + "' is given twice");
        }
        Labels.checkValue(name, label, value);
        fixed = fixed.with(label, value);
        fixedNames.add(label);
        return this;
    }

    /**
     * Adds labels whose values are fixed for the state made here.
     *
     * @param labels all of them
     * @return this declaration
     * @throws MetricDeclarationException when one of the labels is there already, has the family's name, or its name is not legal
     */
    public StateSetBuilder<E> with(Labels labels) {
        MetricDescriptor.checkGiven(name, "set of labels", labels);
        for (int i = 0; i < labels.size(); i++) {
            with(labels.name(i), labels.value(i));
        }
        return this;
    }

    /**
     * Creates the state set, or gets it when it is there. A new one is in the enum's first state.
     *
     * @return the state set; keep it in a field
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one, or the enum has no constants, or
     *     two with the same {@link LabelValue}
     */
    public StateSet<E> create() {
        Axis axis = Axis.of(name, name, states);
        List<String> names = new ArrayList<>(fixedNames);
        names.add(name);
        MetricDescriptor descriptor = new MetricDescriptor(name, help, MetricType.STATE_SET, level, names);
        Declaration declaration = new Declaration(
                descriptor,
                Declaration.Kind.STATE_SET,
                Bounds.defaultFor(Unit.NONE),
                List.of(),
                null,
                Declaration.Options.NONE,
                fixedNames);
        return new StateSet<>(provider.states(declaration, fixed, axis.values()), states.getEnumConstants());
    }
}
