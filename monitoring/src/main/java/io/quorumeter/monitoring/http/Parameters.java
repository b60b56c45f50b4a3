package io.quorumeter.monitoring.http;

import io.quorumeter.exporters.http.HttpExchange;
import io.quorumeter.promql.PromQl;
import io.quorumeter.promql.ast.Durations;
import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a request to Prometheus' API, as Prometheus reads them; a wrong one is an error that names it. */
record Parameters(HttpExchange exchange) {
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000);
    private static final int MOST_CHARACTERS = 100;

    /** Each may have as many regular expressions as a query. */
    private static final int MOST_SELECTORS = 10;

    /** Returns a parameter; null when it is missing or empty. */
    @Nullable
    String text(String name) {
        List<String> values = exchange.parameters(name);
        return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw wrong(name, "it is missing");
        }
        return text;
    }

    /** Returns a time: Unix seconds with a fraction, or RFC 3339. */
    Instant time(String name) {
        String text = required(name);
        BigDecimal seconds = number(name, text);
        if (seconds != null) {
            return Instant.ofEpochMilli(millis(name, seconds));
        }
        try {
            return Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException noTime) {
            throw wrong(name, "cannot parse " + quoted(text) + " to a valid timestamp");
        }
    }

    Instant time(String name, Instant otherwise) {
        return text(name) == null ? otherwise : time(name);
    }

    /** Returns a duration above zero: seconds with a fraction, or such as {@code 1m30s}. */
    Duration duration(String name) {
        String text = required(name);
        BigDecimal seconds = number(name, text);
        long millis;
        try {
            millis = seconds != null ? millis(name, seconds) : Durations.parse(text);
        } catch (IllegalArgumentException noDuration) {
            throw wrong(name, "cannot parse " + quoted(text) + " to a valid duration");
        }
        if (millis <= 0) {
            throw wrong(name, "zero or negative durations are not accepted. Try a positive integer");
        }
        if (millis > Limits.LONGEST.toMillis()) {
            throw wrong(name, "it is longer than " + Limits.LONGEST.toDays() + " days");
        }
        return Duration.ofMillis(millis);
    }

    @Nullable
    Duration optionalDuration(String name) {
        return text(name) == null ? null : duration(name);
    }

    /** Returns how many results are wanted at most; all of them without the parameter, or when it is 0. */
    int limit() {
        String text = text("limit");
        try {
            int limit = text == null ? 0 : Integer.parseInt(text);
            if (limit >= 0) {
                return limit == 0 ? Integer.MAX_VALUE : limit;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw wrong("limit", "it must be a number from 0 on, not " + quoted(String.valueOf(text)));
    }

    /** Returns the conditions of each {@code match[]}. */
    List<List<Matcher>> selectors() {
        List<List<Matcher>> selectors = new ArrayList<>();
        List<String> texts = exchange.parameters("match[]");
        if (texts.size() > MOST_SELECTORS) {
            throw wrong("match[]", "there are " + texts.size() + ", more than " + MOST_SELECTORS);
        }
        for (String text : texts) {
            selectors.add(selector(text));
        }
        return selectors;
    }

    private static List<Matcher> selector(String text) {
        Expr parsed;
        try {
            parsed = PromQl.parse(text, Semantics.V3);
        } catch (PromQlException wrong) {
            throw wrong("match[]", String.valueOf(wrong.getMessage()));
        }
        if (!(parsed instanceof Expr.Selector selector)) {
            throw wrong("match[]", quoted(text) + " is not a series selector");
        }
        return selector.conditions();
    }

    /** Returns the error that says what is wrong with a parameter. */
    static PromQlException wrong(String name, String why) {
        return PromQlException.of(PromQlException.Type.BAD_DATA, "invalid parameter \"" + name + "\": " + why);
    }

    private static @Nullable BigDecimal number(String name, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw wrong(name, "it has more than " + MOST_CHARACTERS + " characters");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private static long millis(String name, BigDecimal seconds) {
        if (Math.abs((long) seconds.scale()) > MOST_CHARACTERS || seconds.abs().compareTo(LONGEST_SECONDS) > 0) {
            throw wrong(name, "it is out of range");
        }
        return seconds.multiply(MILLIS).setScale(0, RoundingMode.HALF_EVEN).longValue();
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
