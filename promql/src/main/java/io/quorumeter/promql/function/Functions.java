package io.quorumeter.promql.function;

import static io.quorumeter.promql.ast.ValueType.MATRIX;
import static io.quorumeter.promql.ast.ValueType.SCALAR;
import static io.quorumeter.promql.ast.ValueType.STRING;
import static io.quorumeter.promql.ast.ValueType.VECTOR;
import static io.quorumeter.promql.function.Function.date;
import static io.quorumeter.promql.function.Function.each;
import static io.quorumeter.promql.function.Function.overTime;
import static io.quorumeter.promql.function.Function.special;
import static io.quorumeter.promql.function.RangeFunction.reducing;

import io.quorumeter.promql.model.Semantics;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions of the language: all of Prometheus' but those of native histograms and the experimental ones. */
public final class Functions {
    private static final Map<String, Function> COMMON = byName(
            each("abs", Math::abs),
            each("acos", Math::acos),
            each("acosh", Trigonometry::acosh),
            each("asin", Math::asin),
            each("asinh", Trigonometry::asinh),
            each("atan", Math::atan),
            each("atanh", Trigonometry::atanh),
            each("ceil", Math::ceil),
            each("cos", Math::cos),
            each("cosh", Math::cosh),
            each("deg", x -> x * 180 / Math.PI),
            each("exp", Math::exp),
            each("floor", Math::floor),
            each("ln", Math::log),
            each("log10", Math::log10),
            each("log2", Functions::log2),
            each("rad", x -> x * Math.PI / 180),
            each("sgn", Math::signum),
            each("sin", Math::sin),
            each("sinh", Math::sinh),
            each("sqrt", Math::sqrt),
            each("tan", Math::tan),
            each("tanh", Math::tanh),
            date("day_of_month", Dates.part(LocalDate::getDayOfMonth)),
            date("day_of_week", Dates::dayOfWeek),
            date("day_of_year", Dates.part(LocalDate::getDayOfYear)),
            date("days_in_month", Dates.part(LocalDate::lengthOfMonth)),
            date("hour", Dates::hour),
            date("minute", Dates::minute),
            date("month", Dates.part(LocalDate::getMonthValue)),
            date("year", Dates.part(LocalDate::getYear)),
            overTime("avg_over_time", reducing(Reduction.AVG)),
            overTime("changes", Rates::changes),
            overTime("count_over_time", reducing(Reduction.COUNT)),
            overTime("delta", Rates::delta),
            overTime("deriv", Trends::deriv),
            overTime("idelta", Rates::idelta),
            overTime("increase", Rates::increase),
            overTime("irate", Rates::irate),
            overTime("last_over_time", reducing(Reduction.LAST)),
            overTime("max_over_time", reducing(Reduction.MAX)),
            overTime("min_over_time", reducing(Reduction.MIN)),
            overTime("predict_linear", List.of(MATRIX, SCALAR), Trends::predictLinear),
            overTime("present_over_time", reducing(Reduction.PRESENT)),
            overTime(
                    "quantile_over_time",
                    List.of(SCALAR, MATRIX),
                    (window, semantics) -> window.quantile(window.parameter(0))),
            overTime("rate", Rates::rate),
            overTime("resets", Rates::resets),
            overTime("stddev_over_time", reducing(Reduction.STDDEV)),
            overTime("stdvar_over_time", reducing(Reduction.STDVAR)),
            overTime("sum_over_time", reducing(Reduction.SUM)),
            overTime("absent_over_time", reducing(Reduction.PRESENT)),
            special("absent", VECTOR, 0, VECTOR),
            special("clamp", VECTOR, 0, VECTOR, SCALAR, SCALAR),
            special("clamp_max", VECTOR, 0, VECTOR, SCALAR),
            special("clamp_min", VECTOR, 0, VECTOR, SCALAR),
            special("histogram_quantile", VECTOR, 0, SCALAR, VECTOR),
            special("label_join", VECTOR, -1, VECTOR, STRING, STRING, STRING),
            special("label_replace", VECTOR, 0, VECTOR, STRING, STRING, STRING, STRING),
            special("pi", SCALAR, 0),
            special("round", VECTOR, 1, VECTOR, SCALAR),
            special("scalar", SCALAR, 0, VECTOR),
            special("sort", VECTOR, 0, VECTOR),
            special("sort_desc", VECTOR, 0, VECTOR),
            special("time", SCALAR, 0),
            special("timestamp", VECTOR, 0, VECTOR),
            special("vector", VECTOR, 0, SCALAR));

    private static final Map<String, Function> OF_2 =
            byName(overTime("holt_winters", List.of(MATRIX, SCALAR, SCALAR), Trends::doubleExponentialSmoothing));

    private static final Map<String, Function> OF_3 = byName(
            overTime(
                    "double_exponential_smoothing",
                    List.of(MATRIX, SCALAR, SCALAR),
                    Trends::doubleExponentialSmoothing),
            special("histogram_fraction", VECTOR, 0, SCALAR, SCALAR, VECTOR));

    private Functions() {}

    /**
     * {@return the function of a name, null if that version has none}
     *
     * @param name the function's name as it is written
     * @param semantics the version
     */
    public static @Nullable Function find(String name, Semantics semantics) {
        Function common = COMMON.get(name);
        return common != null ? common : (semantics == Semantics.V2 ? OF_2 : OF_3).get(name);
    }

    /**
     * {@return all functions of a version}
     *
     * @param semantics the version
     */
    public static Collection<Function> all(Semantics semantics) {
        return Stream.of(COMMON, semantics == Semantics.V2 ? OF_2 : OF_3)
                .flatMap(functions -> functions.values().stream())
                .toList();
    }

    /** Gives whole numbers for powers of two. */
    private static double log2(double x) {
        int exponent = Math.getExponent(x);
        double fraction = Math.scalb(x, -exponent);
        return fraction == 1 ? exponent : Math.log(x) / Math.log(2);
    }

    private static Map<String, Function> byName(Function... functions) {
        return Stream.of(functions).collect(Collectors.toUnmodifiableMap(Function::name, function -> function));
    }
}
