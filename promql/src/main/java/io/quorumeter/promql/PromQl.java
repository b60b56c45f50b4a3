package io.quorumeter.promql;

import static io.quorumeter.promql.model.PromQlException.Type.BAD_DATA;
import static io.quorumeter.promql.model.PromQlException.Type.EXECUTION;

import io.quorumeter.promql.ast.Expr;
import io.quorumeter.promql.eval.Query;
import io.quorumeter.promql.eval.Settings;
import io.quorumeter.promql.limit.Limits;
import io.quorumeter.promql.limit.MemoryBudget;
import io.quorumeter.promql.model.Answer;
import io.quorumeter.promql.model.Matcher;
import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;
import io.quorumeter.promql.model.SeriesSource;
import io.quorumeter.promql.parse.Aliases;
import io.quorumeter.promql.parse.Parser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions in Prometheus' query language over the series of a source, as Prometheus 3 does by default.
 *
 * <pre>{@code
 * PromQl promql = PromQl.over(history);
 * Answer answer = promql.instant("sum by (phase) (rate(hotstuff2_votes_received_total[1m]))", Instant.now());
 * }</pre>
 *
 * <p>An object of this class is immutable and may be used by any number of threads; those made from it by its {@code with} methods share
 * its memory budget. Times count to the millisecond.
 */
public final class PromQl {
    private static final Duration LOOKBACK = Duration.ofMinutes(5);
    private static final Duration SUBQUERY_STEP = Duration.ofMinutes(1);

    private final Settings settings;
    private final @Nullable Aliases aliases;

    private PromQl(Settings settings, @Nullable Aliases aliases) {
        this.settings = settings;
        this.aliases = aliases;
    }

    /**
     * {@return what answers questions over a source: like Prometheus 3, with the default limits, and without extensions}
     *
     * @param source where series come from
     */
    public static PromQl over(SeriesSource source) {
        MemoryBudget budget = new MemoryBudget(MemoryBudget.DEFAULT_BYTES);
        return new PromQl(
                new Settings(
                        source,
                        Semantics.V3,
                        LOOKBACK.toMillis(),
                        SUBQUERY_STEP.toMillis(),
                        Limits.DEFAULT,
                        budget,
                        () -> false,
                        System::nanoTime),
                null);
    }

    /**
     * {@return one that answers as another version of Prometheus does}
     *
     * @param semantics the version to follow
     */
    public PromQl withSemantics(Semantics semantics) {
        return with(semantics, settings.lookback(), settings.subqueryStep(), settings.limits(), settings.budget());
    }

    /**
     * {@return one that looks back so long for a series' newest sample, instead of five minutes}
     *
     * @param lookback how long a sample counts, at least a millisecond
     */
    public PromQl withLookback(Duration lookback) {
        return with(
                settings.semantics(),
                positive(lookback),
                settings.subqueryStep(),
                settings.limits(),
                settings.budget());
    }

    /**
     * {@return one whose subqueries have this step unless they give one, instead of a minute}
     *
     * @param step the distance of the times at which a subquery is evaluated, at least a millisecond
     */
    public PromQl withSubqueryStep(Duration step) {
        return with(settings.semantics(), settings.lookback(), positive(step), settings.limits(), settings.budget());
    }

    /**
     * {@return one with other limits}
     *
     * @param limits what one query may take
     */
    public PromQl withLimits(Limits limits) {
        return with(settings.semantics(), settings.lookback(), settings.subqueryStep(), limits, settings.budget());
    }

    /**
     * {@return one whose queries share the memory of a budget with all others that have it}
     *
     * @param budget what all queries that share it may take together
     */
    public PromQl withMemory(MemoryBudget budget) {
        return with(settings.semantics(), settings.lookback(), settings.subqueryStep(), settings.limits(), budget);
    }

    /** {@return the memory that its queries share, which the form of their answers may take from, too} */
    public MemoryBudget memory() {
        return settings.budget();
    }

    /**
     * {@return one whose queries stop soon after a client has left, which they ask now and then, on their own thread}
     *
     * @param cancelled whether the client has left
     */
    public PromQl withCancellation(BooleanSupplier cancelled) {
        return with(cancelled, settings.nanos());
    }

    /**
     * {@return one that measures the time of queries by another clock, in nanoseconds}
     *
     * @param nanos a monotonic clock, as {@link System#nanoTime()} is
     */
    public PromQl withClock(LongSupplier nanos) {
        return with(settings.cancelled(), nanos);
    }

    /**
     * {@return one that reads more than the language: numbers with units ({@code disk_used_ratio > 90%}), and short names for expressions}
     * No expression that is legal without changes its meaning: units are read where there would be an error, and a short name counts only
     * while no series has it. The expressions are read as the version set before has it.
     *
     * @param aliases expressions by short name
     * @throws PromQlException if an alias cannot be read
     */
    public PromQl withExtensions(Map<String, String> aliases) {
        return new PromQl(settings, new Aliases(aliases, settings.semantics()));
    }

    /**
     * Checks that an expression can be read, by the version and the extensions that are set here; it is not evaluated.
     *
     * @param expression the query
     * @throws PromQlException if it is wrong
     */
    public void check(String expression) {
        read(expression);
    }

    /**
     * {@return the value of an expression at a time}
     *
     * @param expression the query
     * @param time the time of evaluation
     * @throws PromQlException if it is wrong, cannot be computed or goes beyond a limit
     */
    public Answer instant(String expression, Instant time) {
        long millis = millis(time);
        return guarded(() -> query(expression, millis, millis).instant(millis));
    }

    /**
     * {@return the value at a time of an expression that was read before}
     *
     * @param expression the query's tree, of the version that is set here; its aliases count as names
     * @param time the time of evaluation
     * @throws PromQlException if it cannot be computed or goes beyond a limit
     */
    public Answer instant(Expr expression, Instant time) {
        long millis = millis(time);
        return guarded(() -> new Query(expression.text(), expression, settings).instant(millis));
    }

    /**
     * {@return the values of an expression from a time to another}
     *
     * @param expression the query; it yields a number or an instant vector
     * @param start the first time of evaluation
     * @param end the last millisecond at which it may be evaluated, not before the start
     * @param step the distance of the times at which it is evaluated, at least a millisecond
     * @throws PromQlException if it is wrong, cannot be computed or goes beyond a limit
     */
    public Answer range(String expression, Instant start, Instant end, Duration step) {
        return guarded(
                () -> query(expression, millis(start), millis(end)).range(millis(start), millis(end), millis(step)));
    }

    /**
     * Reads an expression.
     *
     * @param expression the text
     * @param semantics the version whose syntax and functions count
     * @return the expression's tree
     * @throws PromQlException of type {@code bad_data} if it is none; it names line, column, what was found and what was expected
     */
    public static Expr parse(String expression, Semantics semantics) {
        return Parser.parse(expression, semantics, false);
    }

    /**
     * Reads an expression with the extensions of {@link #withExtensions}; a short name stands for its expression for good.
     *
     * @param expression the text, such as {@code disk_usage > 90%}
     * @param aliases expressions by short name
     * @return the expression's tree, without short names and units
     * @throws PromQlException of type {@code bad_data} if it is none; it names line, column, what was found and what was expected
     */
    public static Expr parse(String expression, Map<String, String> aliases) {
        Expr read = Parser.parse(expression, Semantics.V3, true);
        return new Aliases(aliases, Semantics.V3).resolve(read, (conditions, from, to) -> List.of(), 0, 0);
    }

    /**
     * {@return conditions for selecting series within this object's limits} Their matching fails with a {@link PromQlException} when the
     * time of a query that starts now is over, or the client has left.
     *
     * @param conditions the conditions, for use by one thread
     */
    public List<Matcher> metered(List<Matcher> conditions) {
        return settings.metered(conditions);
    }

    /**
     * {@return an expression of Prometheus 3 as Prometheus' formatter gives it: over several lines where it is long}
     *
     * @param expression the text
     */
    public static String format(String expression) {
        return parse(expression, Semantics.V3).formatted();
    }

    /** Nesting is bounded, but how much stack the caller has left is not known. */
    private static Answer guarded(Supplier<Answer> query) {
        try {
            return query.get();
        } catch (StackOverflowError e) {
            throw PromQlException.of(EXECUTION, "expression is too complex for the stack of its thread");
        }
    }

    private Expr read(String expression) {
        return Parser.parse(expression, settings.semantics(), aliases != null);
    }

    private Query query(String expression, long start, long end) {
        Expr expr = read(expression);
        if (aliases != null) {
            expr = aliases.resolve(expr, settings.source(), start - settings.lookback(), end);
        }
        return new Query(expression, expr, settings);
    }

    private PromQl with(Semantics semantics, long lookback, long subqueryStep, Limits limits, MemoryBudget budget) {
        return new PromQl(
                new Settings(
                        settings.source(),
                        semantics,
                        lookback,
                        subqueryStep,
                        limits,
                        budget,
                        settings.cancelled(),
                        settings.nanos()),
                aliases);
    }

    private PromQl with(BooleanSupplier cancelled, LongSupplier nanos) {
        return new PromQl(
                new Settings(
                        settings.source(),
                        settings.semantics(),
                        settings.lookback(),
                        settings.subqueryStep(),
                        settings.limits(),
                        settings.budget(),
                        cancelled,
                        nanos),
                aliases);
    }

    private static long positive(Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(Limits.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a duration is from a millisecond to " + Limits.LONGEST.toDays() + " days, not " + duration);
        }
        return duration.toMillis();
    }

    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            throw PromQlException.of(BAD_DATA, "time out of range: " + time);
        }
    }

    private static long millis(Duration step) {
        try {
            return step.toMillis();
        } catch (ArithmeticException e) {
            throw PromQlException.of(BAD_DATA, "step out of range: " + step);
        }
    }
}
