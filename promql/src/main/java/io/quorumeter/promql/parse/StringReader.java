package io.quorumeter.promql.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.promql.model.PromQlException;
import java.io.ByteArrayOutputStream;

/** Reads a string literal with Go's escapes, which give bytes, so that {@code "\xc3\xa9"} is one letter. */
final class StringReader {
    private final String text;
    private final int start;
    private final char quote;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;

    StringReader(String text, int start) {
        this.text = text;
        this.start = start;
        this.quote = text.charAt(start);
        this.at = start + 1;
    }

    String read() {
        while (true) {
            int c = next();
            if (c == quote) {
                return out.toString(UTF_8);
            }
            if (c == '\n' && quote != '`') {
                throw PromQlException.at(text, start, "unterminated quoted string");
            }
            if (c == '\\' && quote != '`') {
                escape();
            } else {
                write(c);
            }
        }
    }

    int end() {
        return at;
    }

    private void escape() {
        int c = next();
        int simple = "abfnrtv\\".indexOf(c);
        if (simple >= 0) {
            out.write("\007\b\f\n\r\t\013\\".charAt(simple));
        } else if (c == quote) {
            out.write(c);
        } else if (c >= '0' && c <= '7') {
            at--;
            out.write(code(3, 8, 255));
        } else if (c == 'x') {
            out.write(code(2, 16, 255));
        } else if (c == 'u' || c == 'U') {
            int code = code(c == 'u' ? 4 : 8, 16, Character.MAX_CODE_POINT);
            if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
                throw PromQlException.at(text, at, "escape sequence is an invalid Unicode code point");
            }
            write(code);
        } else {
            throw PromQlException.at(text, at, "unknown escape sequence '" + Character.toString(c) + "'");
        }
    }

    private int code(int digits, int base, int max) {
        long code = 0;
        for (int i = 0; i < digits; i++) {
            int c = next();
            int digit = c < 128 ? Character.digit(c, base) : -1;
            if (digit < 0) {
                throw PromQlException.at(
                        text, at - 1, "illegal character '" + Character.toString(c) + "' in escape sequence");
            }
            code = code * base + digit;
        }
        if (code > max) {
            throw PromQlException.at(text, at, "escape sequence is an invalid Unicode code point");
        }
        return (int) code;
    }

    private int next() {
        if (at == text.length()) {
            throw PromQlException.at(
                    text, start, quote == '`' ? "unterminated raw string" : "unterminated quoted string");
        }
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private void write(int codePoint) {
        byte[] bytes = Character.toString(codePoint).getBytes(UTF_8);
        out.write(bytes, 0, bytes.length);
    }
}
