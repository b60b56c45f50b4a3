package io.quorumeter.promql.parse;

import io.quorumeter.promql.model.PromQlException;
import org.jspecify.annotations.Nullable;

/** The tokens of a text with one of them ahead. */
final class TokenStream {
    private final String text;
    private final Lexer lexer;
    private @Nullable Token ahead;
    private int end;

    TokenStream(String text, Lexer lexer) {
        this.text = text;
        this.lexer = lexer;
    }

    Token peek() {
        Token token = ahead == null ? lexer.next() : ahead;
        ahead = token;
        return token;
    }

    Token next() {
        Token token = peek();
        ahead = null;
        end = token.end();
        return token;
    }

    /** Returns the offset after the token taken last. */
    int end() {
        return end;
    }

    boolean takeWord(String word) {
        boolean there = peek().isWord(word);
        if (there) {
            next();
        }
        return there;
    }

    Token expect(String symbol, String expected) {
        if (!peek().is(symbol)) {
            throw unexpected(expected);
        }
        return next();
    }

    PromQlException unexpected(String expected) {
        return unexpected(peek(), expected);
    }

    PromQlException unexpected(Token found, String expected) {
        return error(found, "unexpected " + found.describe() + ", expected " + expected);
    }

    PromQlException error(Token at, @Nullable String message) {
        return PromQlException.at(text, at.start(), String.valueOf(message));
    }
}
