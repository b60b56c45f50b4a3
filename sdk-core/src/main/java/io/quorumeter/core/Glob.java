package io.quorumeter.core;

/** Patterns of family names: {@code *} stands for any characters or none, {@code ?} for one. */
final class Glob {
    private Glob() {}

    /** Whether it is a name in which characters may be left open. */
    static boolean isOne(String pattern) {
        return isName(pattern.replace('*', '_').replace('?', '_'));
    }

    /** Whether a family can have this name, going by its characters. */
    static boolean isName(String name) {
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            return false;
        }
        return name.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '_'
                        || c == ':');
    }

    /**
     * Whether a name is one that the pattern stands for. What the last {@code *} stands for is the only thing ever tried again, so it takes
     * no more steps than the lengths multiplied, whatever the two are.
     */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int afterStar = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                afterStar = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++afterStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
