package io.quorumeter.alerting.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A password, token or address that stays secret: from the routing file itself, from a file of its own or from the environment. It
 * is read each time that it is used, so that a file may be replaced. Printing it does not show it.
 */
final class Secret {
    private static final int SHORTEST_HIDDEN = 4;

    /** Where the text comes from. */
    @FunctionalInterface
    private interface Source {
        String read() throws IOException;
    }

    private final String name;
    private final Source source;

    private Secret(String name, Source source) {
        this.name = name;
        this.source = source;
    }

    static Secret literal(String key, String text) {
        return new Secret(key, () -> text);
    }

    static Secret file(String key, Path file) {
        return new Secret(key + ": " + file, () -> Files.readString(file));
    }

    static Secret environment(String key, String variable) {
        return new Secret(key + ": " + variable, () -> {
            String value = System.getenv(variable);
            if (value == null) {
                throw new IOException("the environment has no variable '" + variable + "'");
            }
            return value;
        });
    }

    /** Reads it; throws an {@link IllegalArgumentException} that names the key and the file or variable if there is none. */
    String value() {
        try {
            String value = source.read().strip();
            if (value.isEmpty()) {
                throw new IOException("it is empty");
            }
            return value;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(name + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** Takes the secret out of a text. */
    String hiddenIn(String text) {
        try {
            String value = value();
            return value.length() < SHORTEST_HIDDEN ? text : text.replace(value, toString());
        } catch (IllegalArgumentException unreadable) {
            return text;
        }
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
