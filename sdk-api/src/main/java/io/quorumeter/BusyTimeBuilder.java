package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;

/** A family of busy times being declared; its name ends in {@code _seconds_total}. See {@link FamilyBuilder}. */
public final class BusyTimeBuilder extends FamilyBuilder<BusyTime, BusyTimeBuilder> {
    BusyTimeBuilder(InstrumentProvider provider, String name) {
        super(provider, name, MetricType.COUNTER, Declaration.Kind.BUSY_TIME, BusyTime.class);
        if (!name.endsWith("_seconds_total")) {
            throw new MetricDeclarationException("busy time '" + Labels.printable(name)
                    + "' must end in '_seconds_total', its unit and what it is; call it '"
                    + Labels.printable(MetricName.of(MetricType.COUNTER, Unit.SECONDS, name)) + "'");
        }
    }

    @Override
    BusyTimeBuilder self() {
        return this;
    }
}
