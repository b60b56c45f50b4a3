package io.quorumeter.promql.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A regular expression of RE2 that has to match a whole text. Matching takes linear time; what compiling takes is bounded before it starts,
 * since a repetition of a repetition multiplies the program ({@code ((a{1000}){1000}){1000}}).
 */
public final class Regex {
    private static final int MAX_SIZE = 10_000;

    /** A class of characters is as large as so many characters: each {@code (?i)\pL} has its own ranges. */
    private static final int CLASS_SIZE = 50;

    /** Matching may keep for each character where each group starts and ends, which takes a twelfth of what a character takes. */
    private static final int GROUPS_A_CHARACTER = 12;

    /** What any expression takes. */
    private static final int OVERHEAD = 100;

    private static final int MAX_NESTING = 200;

    /** How many instructions counted repetitions may add; matching calls itself for each that may be skipped. */
    private static final long MAX_REPEATED = 1_000;

    private static final Predicate<String> FOLDS =
            java.util.regex.Pattern.compile("\\(\\?[a-zA-Z-]*i").asPredicate();

    /**
     * What RE2/J does not fold in bounded time: it visits each character of a range, and for the letters from U+1C80 on, which its tables
     * lack, it never ends.
     */
    private static final Predicate<String> UNFOLDABLE = java.util.regex.Pattern.compile(
                    "-(\\\\[x0-7]|[^\\x00-\\x7f])|[\\x{1c80}-\\x{1c8f}]|\\\\x\\{0*1c8",
                    java.util.regex.Pattern.CASE_INSENSITIVE)
            .asPredicate();

    private final Pattern pattern;
    private final int size;
    private final boolean matchesNonEmpty;

    /** What it matches if it has nothing but texts to choose from, else empty; looking one up is much faster. */
    private final Set<String> texts;

    private Regex(String anchored, String expression, boolean dotMatchesNewline) {
        this.size = OVERHEAD + checkedSize(expression);
        try {
            this.pattern = Pattern.compile(anchored);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("error parsing regexp: " + e.getMessage(), e);
        }
        this.matchesNonEmpty = dotMatchesNewline && expression.equals(".+");
        this.texts = expression.matches("[\\w|: /-]*") ? Set.of(distinct(expression)) : Set.of();
    }

    private static String[] distinct(String expression) {
        return Stream.of(expression.split("\\|", -1)).distinct().toArray(String[]::new);
    }

    /**
     * Compiles an expression.
     *
     * @param expression the expression in RE2's syntax, at most 10,000 characters, fewer with classes and groups
     * @param dotMatchesNewline whether {@code .} matches a line break, as it does since Prometheus 3.0
     * @return the compiled expression, which any number of threads may use
     * @throws IllegalArgumentException if it is no expression of RE2, or too large
     */
    public static Regex compile(String expression, boolean dotMatchesNewline) {
        String anchored = (dotMatchesNewline ? "^(?s:" : "^(?:") + expression + ")$";
        return new Regex(anchored, expression, dotMatchesNewline);
    }

    /** {@return how large it is, in units of some 100 bytes: about the number of its instructions} */
    public int size() {
        return size;
    }

    /**
     * {@return whether the whole text matches}
     *
     * @param text the text
     */
    public boolean matches(String text) {
        if (matchesNonEmpty) {
            return !text.isEmpty();
        }
        return texts.isEmpty() ? pattern.matches(text) : texts.contains(text);
    }

    /**
     * Writes the template with {@code $1}, {@code ${1}} and {@code $name} replaced by what the groups matched, as Go does: what names no
     * group becomes empty, {@code $$} a dollar.
     *
     * @param template the replacement
     * @param text the text to match as a whole
     * @param out gets the pieces of the result in order
     * @return whether the text matches; if not, nothing is written
     */
    public boolean expand(String template, String text, Consumer<String> out) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        expand(matcher, template, out);
        return true;
    }

    private void expand(Matcher matcher, String template, Consumer<String> out) {
        int done = 0;
        for (int dollar = template.indexOf('$'); dollar >= 0; dollar = template.indexOf('$', done)) {
            out.accept(template.substring(done, dollar));
            done = dollar + 1;
            boolean braced = template.startsWith("{", done);
            int start = braced ? done + 1 : done;
            int end = start;
            while (end < template.length() && isWord(template.charAt(end))) {
                end++;
            }
            if (end > start && (!braced || template.startsWith("}", end))) {
                out.accept(group(matcher, template.substring(start, end)));
                done = braced ? end + 1 : end;
            } else {
                out.accept("$");
                done += template.startsWith("$", done) ? 1 : 0;
            }
        }
        out.accept(template.substring(done));
    }

    /**
     * {@return whether a part of the text matches an expression}
     *
     * @param expression the expression in RE2's syntax, at most 10,000 characters, fewer with classes and groups
     * @param text the text
     * @throws IllegalArgumentException if it is no expression of RE2, or too large
     */
    public static boolean isFound(String expression, String text) {
        return partial(expression).pattern.matcher(text).find();
    }

    /**
     * {@return the text with each part that matches an expression replaced, as {@link #expand} replaces}
     *
     * @param expression the expression in RE2's syntax, at most 10,000 characters, fewer with classes and groups
     * @param template the replacement
     * @param text the text
     * @throws IllegalArgumentException if it is no expression of RE2, or too large
     */
    public static String replaceAll(String expression, String template, String text) {
        Regex regex = partial(expression);
        Matcher matcher = regex.pattern.matcher(text);
        StringBuilder out = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            out.append(text, done, matcher.start());
            regex.expand(matcher, template, out::append);
            done = matcher.end();
        }
        return out.append(text, done, text.length()).toString();
    }

    private static Regex partial(String expression) {
        return new Regex(expression, expression, false);
    }

    private String group(Matcher matcher, String name) {
        String matched = null;
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = name.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(name);
            matched = number <= matcher.groupCount() ? matcher.group(number) : null;
        } else if (pattern.namedGroups().containsKey(name)) {
            matched = matcher.group(name);
        }
        return matched == null ? "" : matched;
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    /** Walks over the expression and adds up its characters and how many instructions counted repetitions add. */
    private static int checkedSize(String expression) {
        if (FOLDS.test(expression) && UNFOLDABLE.test(expression)) {
            throw new IllegalArgumentException(
                    "regular expression with (?i) has a range that ends beyond ASCII, or a letter of U+1C80 to U+1C8F");
        }
        long length = expression.length();
        long groups = 0;
        long[] sizes = new long[MAX_NESTING + 1];
        int depth = 0;
        long last = 0;
        long repeated = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '[' || expression.startsWith("\\p", i) || expression.startsWith("\\P", i)) {
                length += CLASS_SIZE;
            }
            if (c == '(') {
                groups += expression.startsWith("?:", i + 1) ? 0 : 1;
                if (++depth > MAX_NESTING) {
                    throw new IllegalArgumentException("regular expression nested deeper than " + MAX_NESTING);
                }
                sizes[depth] = 0;
                last = 0;
            } else if (c == ')' && depth > 0) {
                last = sizes[depth--] + 2;
                sizes[depth] += last;
            } else if (c == '{') {
                long more = last * Math.max(0, count(expression, i + 1) - 1);
                sizes[depth] += more;
                repeated += more;
                last += more;
            } else {
                last = 1;
                sizes[depth] += last;
            }
            if (repeated > MAX_REPEATED) {
                throw new IllegalArgumentException("regular expression repeats too much");
            }
        }
        long size = length + (length + repeated) * groups / GROUPS_A_CHARACTER;
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException("regular expression too large: " + size
                    + " by characters, classes and groups, more than " + MAX_SIZE);
        }
        return (int) (size + repeated);
    }

    /** Returns the larger number of a repetition whose brace was just passed, 0 if it is none. */
    private static long count(String expression, int start) {
        long count = 0;
        long number = 0;
        for (int i = start; i < expression.length() && i < start + 10; i++) {
            char c = expression.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
            } else {
                count = Math.max(count, number);
                number = 0;
                if (c != ',') {
                    return c == '}' ? count : 0;
                }
            }
        }
        return 0;
    }
}
