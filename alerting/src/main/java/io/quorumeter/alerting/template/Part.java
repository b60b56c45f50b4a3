package io.quorumeter.alerting.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template: text, or what stands between double braces. */
sealed interface Part {
    /** Text that is written as it is. */
    record Text(String text) implements Part {}

    /** A value that is written, unless it is assigned to a variable. */
    record Output(Pipe pipe) implements Part {}

    /** {@code if}, and {@code with}, which makes the value the dot. */
    record If(Pipe condition, boolean setsDot, List<Part> then, List<Part> otherwise) implements Part {}

    /** {@code range}: the body for each element of a list or map, or what follows {@code else} if there is none. */
    record Range(Pipe elements, List<Part> body, List<Part> otherwise) implements Part {}

    /** Writes another template of the same text. */
    record Call(String name, @Nullable Pipe argument) implements Part {}

    /** {@code break} or {@code continue}. */
    enum Jump implements Part {
        /** Ends the innermost {@code range}. */
        BREAK,
        /** Goes on with the next element of the innermost {@code range}. */
        CONTINUE
    }

    /**
     * Commands, each of which gets the value of the one before as its last argument.
     *
     * @param variables the variables that get the value, declared here or before
     * @param declares whether the variables are new
     * @param commands at least one
     */
    record Pipe(List<String> variables, boolean declares, List<Command> commands) {}

    /** A value, or a function's name with its arguments. */
    record Command(List<Operand> words) {}

    /** A word of a command, and the fields that are read from its value. */
    sealed interface Operand {
        /** A text, number, truth value, or nil. */
        record Literal(@Nullable Object value) implements Operand {}

        /** A variable; the empty name is the dot. */
        record Variable(String name, List<String> fields) implements Operand {}

        /** A function. */
        record Function(String name) implements Operand {}

        /** A pipe in parentheses. */
        record Group(Pipe pipe, List<String> fields) implements Operand {}
    }
}
