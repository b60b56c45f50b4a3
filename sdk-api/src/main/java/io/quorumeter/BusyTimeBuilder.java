package io.quorumeter;

import io.quorumeter.spi.Declaration;
import io.quorumeter.spi.InstrumentProvider;

/** A family of busy times being declared; its name ends in {@code _seconds_total}. See {@link FamilyBuilder}. */
public final class BusyTimeBuilder extends FamilyBuilder<BusyTime, BusyTimeBuilder> {
    BusyTimeBuilder(InstrumentProvider provider, String name) {
        super(provider, name, MetricType.COUNTER, Declaration.Kind.BUSY_TIME, BusyTime.class);
        MetricName.checkSeconds(MetricType.COUNTER, name);
    }

    @Override
    BusyTimeBuilder self() {
        return this;
    }
}
