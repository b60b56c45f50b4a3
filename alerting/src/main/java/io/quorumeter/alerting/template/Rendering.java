package io.quorumeter.alerting.template;

import io.quorumeter.alerting.template.Part.Command;
import io.quorumeter.alerting.template.Part.Operand;
import io.quorumeter.alerting.template.Part.Pipe;
import io.quorumeter.promql.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills in one template. Values are texts, {@code Long}, {@code Double}, {@code Boolean}, {@code Instant}, lists, maps by text, and null.
 */
final class Rendering {
    private static final int MOST_CHARS = 1 << 20;
    private static final int MOST_CALLS = 100;

    private final Map<String, List<Part>> templates;
    private final Template.Data data;
    private final Function<String, List<Value.Sample>> query;
    private final StringBuilder out = new StringBuilder();
    private int calls;

    Rendering(Map<String, List<Part>> templates, Template.Data data, Function<String, List<Value.Sample>> query) {
        this.templates = templates;
        this.data = data;
        this.query = query;
    }

    /** Variables of a block, and those around it. */
    private record Scope(@Nullable Scope outer, Map<String, @Nullable Object> variables) {
        Scope inner() {
            return new Scope(this, new HashMap<>());
        }

        @Nullable
        Object get(String name) {
            return around(name).variables.get(name);
        }

        Scope around(String name) {
            Scope scope = this;
            while (!scope.variables.containsKey(name) && scope.outer != null) {
                scope = scope.outer;
            }
            return scope;
        }
    }

    String text() {
        Map<String, @Nullable Object> top = new LinkedHashMap<>();
        top.put("Labels", data.labels().toMap());
        top.put("ExternalLabels", data.externalLabels().toMap());
        top.put("ExternalURL", data.externalUrl());
        top.put("Value", data.value());
        Scope scope = new Scope(null, new HashMap<>());
        scope.variables.put("$", top);
        scope.variables.put("$labels", top.get("Labels"));
        scope.variables.put("$externalLabels", top.get("ExternalLabels"));
        scope.variables.put("$externalURL", top.get("ExternalURL"));
        scope.variables.put("$value", top.get("Value"));
        write(templates.getOrDefault(TemplateParser.MAIN, List.of()), top, scope);
        return out.toString();
    }

    Template.Data data() {
        return data;
    }

    /** Returns the answer to a query as a template sees it. */
    List<Object> query(String expression) {
        List<Object> samples = new ArrayList<>();
        for (Value.Sample sample : query.apply(expression)) {
            samples.add(Map.of("Labels", sample.labels().toMap(), "Value", sample.value()));
        }
        return samples;
    }

    /** Writes parts; returns the jump that ended them, or null at their end. */
    private Part.@Nullable Jump write(List<Part> parts, @Nullable Object dot, Scope scope) {
        for (Part part : parts) {
            Part.Jump jump = write(part, dot, scope);
            if (jump != null) {
                return jump;
            }
        }
        return null;
    }

    private Part.@Nullable Jump write(Part part, @Nullable Object dot, Scope scope) {
        if (part instanceof Part.Text text) {
            add(text.text());
        } else if (part instanceof Part.Output output) {
            Object value = value(output.pipe(), dot, scope);
            if (output.pipe().variables().isEmpty()) {
                add(value == null ? "<no value>" : GoFormat.print(value));
            }
        } else if (part instanceof Part.If branch) {
            Scope inner = scope.inner();
            Object value = value(branch.condition(), dot, inner);
            boolean holds = Functions.isTrue(value);
            return write(
                    holds ? branch.then() : branch.otherwise(), holds && branch.setsDot() ? value : dot, inner.inner());
        } else if (part instanceof Part.Range range) {
            return range(range, dot, scope);
        } else if (part instanceof Part.Call call) {
            call(call, dot, scope);
        } else if (part instanceof Part.Jump jump) {
            return jump;
        }
        return null;
    }

    private void call(Part.Call call, @Nullable Object dot, Scope scope) {
        if (++calls > MOST_CALLS) {
            throw new TemplateException("templates call each other more than " + MOST_CALLS + " deep");
        }
        Pipe argument = call.argument();
        Object value = argument == null ? null : value(argument, dot, scope);
        Scope inside = new Scope(null, new HashMap<>());
        inside.variables.put("$", value);
        List<Part> called = templates.get(call.name());
        if (called == null) {
            throw new TemplateException("template \"" + call.name() + "\" not defined");
        }
        write(called, value, inside);
        calls--;
    }

    private Part.@Nullable Jump range(Part.Range range, @Nullable Object dot, Scope scope) {
        Scope loop = scope.inner();
        Object elements = value(range.elements(), dot, loop);
        Map<Object, Object> byKey = new LinkedHashMap<>();
        if (elements instanceof List<?> list) {
            list.forEach(one -> byKey.put((long) byKey.size(), one));
        } else if (elements instanceof Map<?, ?> map) {
            byKey.putAll(map);
        } else if (elements != null) {
            throw new TemplateException("range can't iterate over " + GoFormat.print(elements));
        }
        List<String> variables = range.elements().variables();
        for (Map.Entry<Object, Object> element : byKey.entrySet()) {
            Scope inner = loop.inner();
            if (!variables.isEmpty()) {
                Scope target = range.elements().declares() ? inner : loop;
                if (variables.size() == 2) {
                    target.around(variables.get(0)).variables.put(variables.get(0), element.getKey());
                }
                String last = variables.get(variables.size() - 1);
                (range.elements().declares() ? inner : loop.around(last)).variables.put(last, element.getValue());
            }
            if (write(range.body(), element.getValue(), inner) == Part.Jump.BREAK) {
                break;
            }
        }
        return byKey.isEmpty() ? write(range.otherwise(), dot, loop) : null;
    }

    private @Nullable Object value(Pipe pipe, @Nullable Object dot, Scope scope) {
        List<@Nullable Object> last = new ArrayList<>();
        for (Command command : pipe.commands()) {
            Object value = value(command, last, dot, scope);
            last = new ArrayList<>();
            last.add(value);
        }
        Object value = last.get(0);
        for (String variable : pipe.variables()) {
            (pipe.declares() ? scope : scope.around(variable)).variables.put(variable, value);
        }
        return value;
    }

    private @Nullable Object value(Command command, List<@Nullable Object> last, @Nullable Object dot, Scope scope) {
        List<Operand> words = command.words();
        if (!(words.get(0) instanceof Operand.Function function)) {
            if (!last.isEmpty() || words.size() > 1) {
                throw new TemplateException("can't give an argument to a value that is no function");
            }
            return value(words.get(0), dot, scope);
        }
        if (function.name().equals("and") || function.name().equals("or")) {
            return andOr(function.name().equals("or"), words, last, dot, scope);
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Operand word : words.subList(1, words.size())) {
            arguments.add(value(word, dot, scope));
        }
        arguments.addAll(last);
        return Functions.call(function.name(), arguments, this);
    }

    /** Evaluates no more arguments than decide. */
    private @Nullable Object andOr(
            boolean decides, List<Operand> words, List<@Nullable Object> last, @Nullable Object dot, Scope scope) {
        Object value = null;
        for (Operand word : words.subList(1, words.size())) {
            value = value(word, dot, scope);
            if (Functions.isTrue(value) == decides) {
                return value;
            }
        }
        return last.isEmpty() ? value : last.get(0);
    }

    private @Nullable Object value(Operand word, @Nullable Object dot, Scope scope) {
        if (word instanceof Operand.Literal literal) {
            return literal.value();
        }
        if (word instanceof Operand.Variable variable) {
            return fields(variable.name().isEmpty() ? dot : scope.get(variable.name()), variable.fields());
        }
        if (word instanceof Operand.Group group) {
            return fields(value(group.pipe(), dot, scope), group.fields());
        }
        return Functions.call(((Operand.Function) word).name(), List.of(), this);
    }

    private static @Nullable Object fields(@Nullable Object value, List<String> fields) {
        Object found = value;
        for (String field : fields) {
            if (!(found instanceof Map<?, ?> map)) {
                throw new TemplateException(
                        "can't evaluate field " + field + " in " + (found == null ? "nil" : GoFormat.print(found)));
            }
            found = Functions.entry(map, field);
        }
        return found;
    }

    private void add(String text) {
        if (out.length() + text.length() > MOST_CHARS) {
            throw new TemplateException("the text is longer than " + MOST_CHARS + " characters");
        }
        out.append(text);
    }
}
