package io.quorumeter.promql.function;

import java.time.LocalDate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToIntFunction;

/** Parts of dates, in UTC. */
final class Dates {
    private static final long DAY = 86_400;

    private Dates() {}

    /** Returns a part of the date that so many seconds after 1970 lie in. */
    static DoubleUnaryOperator part(ToIntFunction<LocalDate> part) {
        return seconds -> part.applyAsInt(date(seconds));
    }

    static double dayOfWeek(double seconds) {
        return date(seconds).getDayOfWeek().getValue() % 7;
    }

    static double hour(double seconds) {
        return Math.floorDiv(Math.floorMod((long) seconds, DAY), 3600);
    }

    static double minute(double seconds) {
        return Math.floorDiv(Math.floorMod((long) seconds, 3600), 60);
    }

    private static LocalDate date(double seconds) {
        long day = Math.floorDiv((long) seconds, DAY);
        return LocalDate.ofEpochDay(Math.max(LocalDate.MIN.toEpochDay(), Math.min(LocalDate.MAX.toEpochDay(), day)));
    }
}
