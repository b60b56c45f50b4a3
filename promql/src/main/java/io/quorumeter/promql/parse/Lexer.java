package io.quorumeter.promql.parse;

import io.quorumeter.promql.model.PromQlException;
import io.quorumeter.promql.model.Semantics;

/** Cuts an expression's text into tokens, one at a time, so that an error behind the first one is not reported. */
final class Lexer {
    private static final String[] SYMBOLS = {
        "==", "!=", "=~", "!~", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "%", "^", "(", ")", "{", "}", "[", "]",
        ",", "@", ":"
    };

    private final String text;
    private final Semantics semantics;
    private final boolean units;
    private int at;
    private boolean inBrackets;

    Lexer(String text, Semantics semantics, boolean units) {
        this.text = text;
        this.semantics = semantics;
        this.units = units;
    }

    Token next() {
        skipSpace();
        if (at == text.length()) {
            return token(Token.Kind.END, at);
        }
        char c = text.charAt(at);
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            return number();
        }
        if (isLetter(c) || (c == ':' && !inBrackets)) {
            int start = at;
            while (at < text.length() && (isLetter(peek(0)) || isDigit(peek(0)) || (peek(0) == ':' && !inBrackets))) {
                at++;
            }
            return token(Token.Kind.NAME, start);
        }
        if (c == '"' || c == '\'' || c == '`') {
            int start = at;
            StringReader reader = new StringReader(text, at);
            String value = reader.read();
            at = reader.end();
            return new Token(Token.Kind.STRING, value, start, at);
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                inBrackets = symbol.equals("[") || (inBrackets && !symbol.equals("]"));
                return token(Token.Kind.SYMBOL, at - symbol.length());
            }
        }
        throw PromQlException.at(text, at, "unexpected character: '" + Character.toString(text.codePointAt(at)) + "'");
    }

    private Token number() {
        int start = at;
        boolean hex = peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X');
        if (hex) {
            at += 2;
            digits(true);
        } else {
            digits(false);
            if (peek(0) == '.') {
                at++;
                digits(false);
            }
            exponent();
        }
        if (units) {
            int end = Units.end(text, at);
            if (end > at) {
                at = end;
                return token(Token.Kind.QUANTITY, start);
            }
        }
        if (!isLetter(peek(0)) && !isDigit(peek(0)) && (peek(0) != '.' || hex)) {
            return token(Token.Kind.NUMBER, start);
        }
        at = start;
        while (isDigit(peek(0)) || (peek(0) != '_' && isLetter(peek(0)))) {
            at++;
        }
        if (isLetter(peek(0)) || peek(0) == '.') {
            throw PromQlException.at(
                    text, start, "bad number or duration syntax: \"" + text.substring(start, at + 1) + "\"");
        }
        return token(Token.Kind.DURATION, start);
    }

    private void digits(boolean hex) {
        boolean separators = semantics == Semantics.V3;
        while (isDigit(peek(0))
                || (hex && Character.digit(peek(0), 16) >= 0)
                || (separators && peek(0) == '_' && at > 0 && text.charAt(at - 1) != '_')) {
            at++;
        }
    }

    private void exponent() {
        if (peek(0) == 'e' || peek(0) == 'E') {
            int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (isDigit(peek(1 + sign))) {
                at += 1 + sign;
                digits(false);
            }
        }
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    private Token token(Token.Kind kind, int start) {
        return new Token(kind, text.substring(start, at), start, at);
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
