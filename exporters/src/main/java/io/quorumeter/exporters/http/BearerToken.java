package io.quorumeter.exporters.http;

import io.quorumeter.spi.GuardedThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The token that clients send (RFC 6750), given or in a file that may change. Safe from any thread. */
final class BearerToken {
    private static final int SHORTEST = 16;
    private static final String SCHEME = "Bearer ";

    /** A token, and how its file was when it was read last, or could not be; null for a file that is not there. */
    private record Read(String token, @Nullable FileTime changed) {}

    private final @Nullable Path file;
    private volatile Read read;

    private BearerToken(@Nullable Path file, Read read) {
        this.file = file;
        this.read = read;
    }

    static BearerToken of(String secret) {
        return new BearerToken(null, new Read(checked(secret, "the token"), null));
    }

    static BearerToken in(Path file) throws IOException {
        FileTime changed = changed(file);
        return new BearerToken(file, new Read(checked(Files.readString(file), "the token in " + file), changed));
    }

    boolean isIn(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return MessageDigest.isEqual(
                bytes(authorization.substring(SCHEME.length()).strip()), bytes(current()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A file that cannot be read leaves the token as it was; that is logged once for each change of the file. */
    private String current() {
        Path from = file;
        if (from != null) {
            FileTime changed = changed(from);
            if (!Objects.equals(changed, read.changed())) {
                readAgain(from, changed);
            }
        }
        return read.token();
    }

    private synchronized void readAgain(Path from, @Nullable FileTime changed) {
        if (Objects.equals(changed, read.changed())) {
            return;
        }
        try {
            read = new Read(checked(Files.readString(from), "the token in " + from), changed);
        } catch (IOException | IllegalArgumentException unreadable) {
            read = new Read(read.token(), changed);
            GuardedThread.log(System.Logger.Level.WARNING, "the token of the endpoint stays as it was", unreadable);
        }
    }

    private static @Nullable FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException missing) {
            return null;
        }
    }

    private static String checked(String secret, String what) {
        String token = secret.strip();
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException(what + " has " + token.length() + " characters, and needs " + SHORTEST
                    + " or more: make one with 'openssl rand -hex 32'");
        }
        return token;
    }
}
