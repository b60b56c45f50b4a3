package io.quorumeter.promql.function;

import static io.quorumeter.promql.ast.ValueType.MATRIX;
import static io.quorumeter.promql.ast.ValueType.VECTOR;

import io.quorumeter.promql.ast.ValueType;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of the language.
 *
 * @param name its name
 * @param arguments the types of its arguments
 * @param optional how many of the last arguments may be left out; -1 if the last one may be left out or repeated
 * @param result what it yields
 * @param behaviour what it does
 */
public record Function(String name, List<ValueType> arguments, int optional, ValueType result, Behaviour behaviour) {

    /** What a function does. */
    public sealed interface Behaviour {
        /**
         * Computes each value of a vector, or of the time of evaluation if it may go without arguments.
         *
         * @param operator gives the new value of a value
         */
        record Each(DoubleUnaryOperator operator) implements Behaviour {}

        /**
         * Computes a value of each window of each series.
         *
         * @param function gives the value of a window
         */
        record OverTime(RangeFunction function) implements Behaviour {}

        /** Looks at more than values; the evaluator knows it by name. */
        record Special() implements Behaviour {}
    }

    static Function each(String name, DoubleUnaryOperator operator) {
        return new Function(name, List.of(VECTOR), 0, VECTOR, new Behaviour.Each(operator));
    }

    static Function date(String name, DoubleUnaryOperator operator) {
        return new Function(name, List.of(VECTOR), 1, VECTOR, new Behaviour.Each(operator));
    }

    static Function overTime(String name, RangeFunction function) {
        return overTime(name, List.of(MATRIX), function);
    }

    static Function overTime(String name, List<ValueType> arguments, RangeFunction function) {
        return new Function(name, arguments, 0, VECTOR, new Behaviour.OverTime(function));
    }

    static Function special(String name, ValueType result, int optional, ValueType... arguments) {
        return new Function(name, List.of(arguments), optional, result, new Behaviour.Special());
    }
}
