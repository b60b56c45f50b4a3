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

    @Override
    TimerBuilder self() {
        return this;
    }
}
