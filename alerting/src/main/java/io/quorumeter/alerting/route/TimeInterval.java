package io.quorumeter.alerting.route;

import io.quorumeter.alerting.file.FileValue;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Times that recur, such as working hours. A moment is in it if each part has a range with the moment; a part that the file leaves out has
 * all moments.
 *
 * @param minutes minutes of the day, from 0 to 1,439
 * @param weekdays days of the week, from 0 for Sunday to 6
 * @param daysOfMonth days of the month; −1 is its last day
 * @param months months, from 1 to 12
 * @param years years
 * @param zone the time zone of all these
 */
public record TimeInterval(
        List<Range> minutes,
        List<Range> weekdays,
        List<Range> daysOfMonth,
        List<Range> months,
        List<Range> years,
        ZoneId zone) {
    /**
     * Whole numbers in a row.
     *
     * @param first the first of them
     * @param last the last of them
     */
    public record Range(int first, int last) {
        private static final Range ALL = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);

        private boolean contains(int number) {
            return number >= first && number <= last;
        }
    }

    private static final Set<String> KEYS = Set.of("times", "weekdays", "days_of_month", "months", "years", "location");
    private static final Set<String> TIME_KEYS = Set.of("start_time", "end_time");

    /**
     * Copies the lists.
     *
     * @param minutes minutes of the day, from 0 to 1,439
     * @param weekdays days of the week, from 0 for Sunday to 6
     * @param daysOfMonth days of the month; −1 is its last day
     * @param months months, from 1 to 12
     * @param years years
     * @param zone the time zone of all these
     */
    public TimeInterval {
        minutes = List.copyOf(minutes);
        weekdays = List.copyOf(weekdays);
        daysOfMonth = List.copyOf(daysOfMonth);
        months = List.copyOf(months);
        years = List.copyOf(years);
    }

    /**
     * {@return whether a moment is in the interval}
     *
     * @param moment the moment
     */
    public boolean contains(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        return any(minutes, local.getHour() * 60 + local.getMinute())
                && any(weekdays, local.getDayOfWeek().getValue() % 7)
                && containsDay(local.getDayOfMonth(), local.toLocalDate().lengthOfMonth())
                && any(months, local.getMonthValue())
                && any(years, local.getYear());
    }

    private static boolean any(List<Range> ranges, int number) {
        return ranges.stream().anyMatch(range -> range.contains(number));
    }

    private boolean containsDay(int day, int daysInMonth) {
        return daysOfMonth.stream()
                .map(range -> new Range(counted(range.first, daysInMonth), counted(range.last, daysInMonth)))
                .anyMatch(range -> range.contains(day));
    }

    private static int counted(int day, int daysInMonth) {
        return day < 0 ? daysInMonth + 1 + day : day;
    }

    static TimeInterval read(FileValue value) {
        Map<String, FileValue> keys = value.map(KEYS);
        FileValue zone = keys.get("location");
        return new TimeInterval(
                ranges(keys.get("times"), TimeInterval::times),
                ranges(keys.get("weekdays"), range(TimeInterval::weekday)),
                ranges(keys.get("days_of_month"), TimeInterval::days),
                ranges(keys.get("months"), range(TimeInterval::month)),
                ranges(keys.get("years"), range(Integer::parseInt)),
                zone == null ? ZoneOffset.UTC : zone.read(TimeInterval::zone));
    }

    private static List<Range> ranges(@Nullable FileValue list, Function<FileValue, Range> reading) {
        return list == null || list.isAbsent()
                ? List.of(Range.ALL)
                : list.list().stream().map(reading).toList();
    }

    private static Range times(FileValue value) {
        Map<String, FileValue> keys = value.map(TIME_KEYS);
        FileValue start = keys.get("start_time");
        FileValue end = keys.get("end_time");
        if (start == null || end == null) {
            throw value.wrong("both start and end times must be provided, as start_time and end_time");
        }
        Range range = new Range(start.read(TimeInterval::minute), end.read(TimeInterval::minute) - 1);
        if (range.first > range.last) {
            throw value.wrong("start time cannot be equal or greater than end time; an interval over midnight is two");
        }
        return range;
    }

    private static int minute(String time) {
        if (!time.matches("([01]\\d|2[0-3]):[0-5]\\d|24:00")) {
            throw new IllegalArgumentException(
                    "couldn't parse timestamp " + time + ", invalid format; write such as 09:30");
        }
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }

    /** Reads {@code first:last}, or one number or name. */
    private static Function<FileValue, Range> range(ToIntFunction<String> number) {
        return value -> value.read(text -> {
            Range range = parse(text, number);
            if (range.first > range.last) {
                throw new IllegalArgumentException("the end of " + text + " is before its start");
            }
            return range;
        });
    }

    private static Range parse(String text, ToIntFunction<String> number) {
        String[] ends = text.toLowerCase(Locale.ROOT).split(":", -1);
        if (ends.length > 2) {
            throw new IllegalArgumentException("couldn't parse range " + text + ", invalid format; write such as 1:5");
        }
        return new Range(number.applyAsInt(ends[0]), number.applyAsInt(ends[ends.length - 1]));
    }

    private static Range days(FileValue value) {
        return value.read(text -> {
            Range range = parse(text, TimeInterval::day);
            if (range.first < 0 && range.last > 0) {
                throw new IllegalArgumentException("end day must be negative if start day is negative");
            }
            if (counted(range.first, 27) > counted(range.last, 27)) { // as Alertmanager has it
                throw new IllegalArgumentException(
                        "end day " + range.last + " is always before start day " + range.first);
            }
            return range;
        });
    }

    private static int day(String text) {
        int day = Integer.parseInt(text);
        if (day == 0 || Math.abs(day) > 31) {
            throw new IllegalArgumentException(day + " is not a valid day of the month: out of range");
        }
        return day;
    }

    private static int weekday(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).equals(name)) {
                return day.getValue() % 7;
            }
        }
        throw new IllegalArgumentException(name + " is not a valid weekday; write such as monday:friday");
    }

    private static int month(String name) {
        for (Month month : Month.values()) {
            if (month.name().toLowerCase(Locale.ROOT).equals(name)
                    || String.valueOf(month.getValue()).equals(name)) {
                return month.getValue();
            }
        }
        throw new IllegalArgumentException(name + " is not a valid month; write such as january:march, or 1:3");
    }

    private static ZoneId zone(String name) {
        if (name.isEmpty()) {
            return ZoneOffset.UTC;
        }
        if (name.equals("Local")) {
            return ZoneId.systemDefault();
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new IllegalArgumentException("unknown time zone " + name + "; write such as Europe/Berlin");
        }
        return ZoneId.of(name);
    }
}
