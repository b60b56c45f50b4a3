package io.quorumeter.alerting.template;

import io.quorumeter.alerting.template.Part.Command;
import io.quorumeter.alerting.template.Part.Operand;
import io.quorumeter.alerting.template.Part.Pipe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a template: recursive descent over the words of each action. */
final class TemplateParser {
    /** The template that is written; others are written by their names. */
    static final String MAIN = "";

    private static final int MOST_NESTED = 100;

    private static final Pattern WORD = Pattern.compile(
            "\\s*(?:(?<text>\"(?:[^\"\\\\\\n]|\\\\.)*+\"|`[^`]*+`)|(?<letter>'(?:[^'\\\\\\n]|\\\\.)++')"
                    + "|(?<number>[+-]?(?:0[xX][0-9a-fA-F_]++|0[bB][01_]++|0[oO][0-7_]++|(?:\\d[\\d_]*+\\.?+\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?+))"
                    + "|(?<variable>\\$\\w*+)|(?<field>\\.[A-Za-z_]\\w*+)|(?<name>[A-Za-z_]\\w*+)"
                    + "|(?<sign>:=|[=|(),.]))",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final String text;
    private final Map<String, List<Part>> templates = new HashMap<>();
    private final Deque<Set<String>> scopes = new ArrayDeque<>();
    private int at;
    private int nested;
    private int loops;

    /** The words of the action that is read, and where in them. */
    private List<Word> words = List.of();

    private int next;

    private TemplateParser(String text, Set<String> variables) {
        this.text = text;
        scopes.push(variables);
    }

    private record Word(String kind, String text, boolean spaced) {}

    /** Returns templates by name, {@link #MAIN} among them. */
    static Map<String, List<Part>> parse(String text, Set<String> variables) {
        TemplateParser parser = new TemplateParser(text, variables);
        List<Part> main = new ArrayList<>();
        String end = parser.parts(main);
        if (!end.isEmpty()) {
            throw parser.wrong("unexpected {{" + end + "}}");
        }
        parser.templates.put(MAIN, main);
        return parser.templates;
    }

    /** Reads parts up to the word that ends them: {@code end}, {@code else}, or none at the end of the text. */
    private String parts(List<Part> into) {
        if (++nested > MOST_NESTED) {
            throw wrong("it is nested deeper than " + MOST_NESTED);
        }
        while (true) {
            int open = text.indexOf("{{", at);
            String plain = text.substring(at, open < 0 ? text.length() : open);
            boolean trimsBefore = open >= 0 && text.startsWith("{{-", open) && isSpace(open + 3);
            addText(trimsBefore ? plain.stripTrailing() : plain, into);
            if (open < 0) {
                at = text.length();
                nested--;
                return "";
            }
            at = open + (trimsBefore ? 3 : 2);
            if (readAction()) {
                String end = part(into);
                if (!end.isEmpty()) {
                    nested--;
                    return end;
                }
            }
        }
    }

    private boolean isSpace(int index) {
        return index < text.length() && Character.isWhitespace(text.charAt(index));
    }

    private static void addText(String plain, List<Part> into) {
        if (!plain.isEmpty()) {
            into.add(new Part.Text(plain));
        }
    }

    /** Reads the words up to the closing braces; returns false for a comment. */
    private boolean readAction() {
        int start = at;
        while (isSpace(start)) {
            start++;
        }
        boolean comment = text.startsWith("/*", start);
        words = new ArrayList<>();
        next = 0;
        if (comment) {
            int end = text.indexOf("*/", start + 2);
            if (end < 0) {
                throw wrong("unclosed comment");
            }
            at = end + 2;
        }
        Matcher matcher = WORD.matcher(text);
        while (!closes()) {
            if (comment || !matcher.find(at) || matcher.start() != at) {
                throw wrong(text.indexOf("}}", at) < 0 ? "unclosed action" : "unexpected " + rest() + " in an action");
            }
            String kind = List.of("text", "letter", "number", "variable", "field", "name", "sign").stream()
                    .filter(one -> matcher.group(one) != null)
                    .findFirst()
                    .orElseThrow();
            words.add(new Word(kind, matcher.group(kind), matcher.start(kind) > at));
            at = matcher.end();
        }
        return !comment;
    }

    private String rest() {
        String rest = text.substring(at).strip();
        return rest.isEmpty() ? "end" : "'" + rest.substring(0, Math.min(rest.length(), 10)) + "'";
    }

    /** Moves behind closing braces, if they come next, and behind the space that they trim. */
    private boolean closes() {
        int end = at;
        while (isSpace(end)) {
            end++;
        }
        boolean trims = end > at && text.startsWith("-}}", end);
        if (!trims && !text.startsWith("}}", end)) {
            return false;
        }
        at = end + (trims ? 3 : 2);
        while (trims && isSpace(at)) {
            at++;
        }
        return true;
    }

    private String part(List<Part> into) {
        String word = words.isEmpty() ? "" : words.get(0).text;
        switch (word) {
            case "end", "else" -> {
                next = 1;
                return word;
            }
            case "if", "with" -> into.add(branch(word));
            case "range" -> into.add(range());
            case "define", "block" -> define(word, into);
            case "template" -> {
                next = 1;
                into.add(new Part.Call(quoted(), hasMore() ? pipe() : null));
                end(word);
            }
            case "break", "continue" -> {
                next = 1;
                end(word);
                if (loops == 0) {
                    throw wrong("{{" + word + "}} outside {{range}}");
                }
                into.add(word.equals("break") ? Part.Jump.BREAK : Part.Jump.CONTINUE);
            }
            default -> {
                into.add(new Part.Output(pipe()));
                end("action");
            }
        }
        return "";
    }

    private Part branch(String word) {
        scopes.push(new HashSet<>());
        next++;
        Pipe condition = pipe();
        end(word);
        List<Part> then = new ArrayList<>();
        List<Part> otherwise = new ArrayList<>();
        if (body(word, then).equals("else")) {
            if (hasMore()) {
                if (!words.get(next).text.equals(word)) {
                    throw wrong("unexpected '" + words.get(next).text + "' after else");
                }
                otherwise.add(branch(word));
            } else {
                endOf(word, otherwise);
            }
        }
        scopes.pop();
        return new Part.If(condition, word.equals("with"), then, otherwise);
    }

    private Part range() {
        scopes.push(new HashSet<>());
        next = 1;
        Pipe elements = pipe(2);
        end("range");
        List<Part> body = new ArrayList<>();
        List<Part> otherwise = new ArrayList<>();
        loops++;
        String end = body("range", body);
        loops--;
        if (end.equals("else")) {
            end("else");
            endOf("range", otherwise);
        }
        scopes.pop();
        return new Part.Range(elements, body, otherwise);
    }

    private void define(String word, List<Part> into) {
        next = 1;
        String name = quoted();
        Pipe argument = word.equals("block") ? pipe() : null;
        end(word);
        List<Part> body = new ArrayList<>();
        Deque<Set<String>> outside = new ArrayDeque<>(scopes);
        scopes.clear();
        scopes.push(new HashSet<>(Set.of("$")));
        endOf(word, body);
        scopes.clear();
        scopes.addAll(outside);
        if (templates.put(name, body) != null && word.equals("define")) {
            throw wrong("template \"" + name + "\" is defined twice");
        }
        if (argument != null) {
            into.add(new Part.Call(name, argument));
        }
    }

    private void endOf(String word, List<Part> body) {
        if (!body(word, body).equals("end")) {
            throw wrong("unexpected {{else}} in {{" + word + "}}");
        }
        end("end");
    }

    private String body(String word, List<Part> into) {
        scopes.push(new HashSet<>());
        String end = parts(into);
        scopes.pop();
        if (end.isEmpty()) {
            throw wrong("{{" + word + "}} without {{end}}");
        }
        return end;
    }

    private boolean hasMore() {
        return next < words.size();
    }

    private boolean isSign(int index, String sign) {
        return index < words.size()
                && words.get(index).text.equals(sign)
                && words.get(index).kind.equals("sign");
    }

    private void end(String where) {
        if (hasMore()) {
            throw wrong("unexpected '" + words.get(next).text + "' in " + where);
        }
    }

    private String quoted() {
        if (!hasMore() || !words.get(next).kind.equals("text")) {
            throw wrong("a quoted name of a template is missing");
        }
        return unquote(words.get(next++).text);
    }

    private Pipe pipe() {
        return pipe(1);
    }

    private Pipe pipe(int mostVariables) {
        List<String> variables = new ArrayList<>();
        boolean declares = false;
        int behind = next;
        while (behind < words.size() && words.get(behind).kind.equals("variable") && variables.size() < mostVariables) {
            variables.add(words.get(behind).text);
            behind++;
            if (!isSign(behind, ",")) {
                break;
            }
            behind++;
        }
        if (!variables.isEmpty() && (isSign(behind, ":=") || isSign(behind, "="))) {
            declares = isSign(behind, ":=");
            next = behind + 1;
        } else {
            variables = List.of();
        }
        List<Command> commands = new ArrayList<>();
        do {
            next += commands.isEmpty() ? 0 : 1;
            commands.add(command());
        } while (isSign(next, "|"));
        if (declares) {
            scopes.getFirst().addAll(variables);
        } else {
            variables.forEach(this::checkKnown);
        }
        return new Pipe(variables, declares, commands);
    }

    private Command command() {
        List<Operand> operands = new ArrayList<>();
        while (hasMore() && !isSign(next, "|") && !isSign(next, ")")) {
            Word word = words.get(next);
            if (!operands.isEmpty() && !word.spaced && !word.text.equals("(")) {
                throw wrong("unexpected '" + word.text + "' in operand");
            }
            operands.add(operand());
        }
        if (operands.isEmpty()) {
            throw wrong("missing value");
        }
        return new Command(operands);
    }

    private Operand operand() {
        Word word = words.get(next++);
        return switch (word.kind) {
            case "text" -> new Operand.Literal(unquote(word.text));
            case "letter" -> new Operand.Literal((long) unquote(word.text).codePointAt(0));
            case "number" -> new Operand.Literal(number(word.text));
            case "variable" -> {
                checkKnown(word.text);
                yield new Operand.Variable(word.text, fields(new ArrayList<>()));
            }
            case "field" -> new Operand.Variable("", fields(new ArrayList<>(List.of(word.text.substring(1)))));
            case "name" -> named(word.text);
            default -> sign(word.text);
        };
    }

    private Operand sign(String sign) {
        if (sign.equals(".")) {
            return new Operand.Variable("", List.of());
        }
        if (!sign.equals("(")) {
            throw wrong("unexpected '" + sign + "' in operand");
        }
        if (++nested > MOST_NESTED) {
            throw wrong("it is nested deeper than " + MOST_NESTED);
        }
        Pipe pipe = pipe();
        nested--;
        if (!isSign(next, ")")) {
            throw wrong("unclosed left paren");
        }
        next++;
        return new Operand.Group(pipe, fields(new ArrayList<>()));
    }

    private List<String> fields(List<String> fields) {
        while (hasMore() && words.get(next).kind.equals("field") && !words.get(next).spaced) {
            fields.add(words.get(next++).text.substring(1));
        }
        return fields;
    }

    private Operand named(String name) {
        switch (name) {
            case "true", "false" -> {
                return new Operand.Literal(name.equals("true"));
            }
            case "nil" -> {
                return new Operand.Literal(null);
            }
            default -> {
                if (!Functions.isKnown(name)) {
                    throw wrong("function \"" + name + "\" not defined");
                }
                return new Operand.Function(name);
            }
        }
    }

    private void checkKnown(String variable) {
        if (scopes.stream().noneMatch(scope -> scope.contains(variable))) {
            throw wrong("undefined variable \"" + variable + "\"");
        }
    }

    private Object number(String word) {
        String digits = word.replace("_", "");
        int radix = radix(digits);
        try {
            if (radix != 10) {
                return Long.valueOf(digits.replaceFirst("0[xXbBoO]", ""), radix);
            }
            return digits.matches("[+-]?\\d+") ? (Object) Long.valueOf(digits) : Double.valueOf(digits);
        } catch (NumberFormatException wrong) {
            throw wrong("bad number: " + word);
        }
    }

    private static int radix(String digits) {
        int sign = digits.startsWith("+") || digits.startsWith("-") ? 1 : 0;
        char mark = digits.startsWith("0", sign) && digits.length() > sign + 1
                ? Character.toLowerCase(digits.charAt(sign + 1))
                : ' ';
        return mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
    }

    private String unquote(String quoted) {
        String inside = quoted.substring(1, quoted.length() - 1);
        if (quoted.startsWith("`")) {
            return inside;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escaped = inside.charAt(++i);
            int digits = escaped == 'x' ? 2 : escaped == 'u' ? 4 : escaped == 'U' ? 8 : 0;
            int plain = "abfnrtv\\'\"".indexOf(escaped);
            if (digits > 0) {
                out.appendCodePoint(codePoint(inside, i + 1, digits));
                i += digits;
            } else if (plain >= 0) {
                out.append("\u0007\b\f\n\r\t\u000b\\'\"".charAt(plain));
            } else {
                throw wrong("invalid escape \\" + escaped);
            }
        }
        return out.toString();
    }

    private int codePoint(String inside, int from, int digits) {
        try {
            int codePoint = Integer.parseInt(inside, from, from + digits, 16);
            if (Character.isValidCodePoint(codePoint)) {
                return codePoint;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException wrong) {
            // refused below
        }
        throw wrong("invalid escape in a text");
    }

    private TemplateException wrong(@Nullable String problem) {
        long line = 1
                + text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new TemplateException("template, line " + line + ": " + problem);
    }
}
