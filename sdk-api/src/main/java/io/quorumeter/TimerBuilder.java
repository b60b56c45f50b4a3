package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;

/** A family of timers being declared; its name ends in {@code _seconds}. See {@link FamilyBuilder}. */
public final class TimerBuilder extends FamilyBuilder<Timer, TimerBuilder> {
    TimerBuilder(InstrumentProvider provider, String name) {
        super(provider, name, MetricType.HISTOGRAM, Declaration.Kind.TIMER, Timer.class);
        checkName(name);
    }

    static void checkName(String name) {
        if (!name.endsWith("_seconds")) {
            throw new MetricDeclarationException("timer '" + Labels.printable(name)
                    + "' must end in '_seconds'; call it '" + Labels.printable(name) + "_seconds'");
        }
    }

    /**
     * Says where the exposition cuts the distribution; {@link Bounds#processing()} unless said.
     *
     * @param upper the bounds, in seconds
     * @return this declaration
     */
    public TimerBuilder bounds(Bounds upper) {
        this.bounds = upper;
        return this;
    }

    /**
     * Creates timers of an operation that may fail, or gets them when they are there: the family gets the label {@code result} with
     * {@code ok} and {@code error}.
     *
     * @return the operation; keep it in a field
     * @throws MetricDeclarationException when the declaration is wrong, or contradicts an earlier one
     */
    public OperationTimer createOperation() {
        By<OperationTimer.Result, Timer> timers =
                by(OperationTimer.LABEL, OperationTimer.Result.class).create();
        return OperationTimer.of(timers.of(OperationTimer.Result.OK), timers.of(OperationTimer.Result.ERROR));
    }

    @Override
    TimerBuilder self() {
        return this;
    }
}
