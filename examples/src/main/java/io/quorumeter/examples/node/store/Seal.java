package io.quorumeter.examples.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file beside a closed store that holds the digest of the store's bytes. While it is there, the store is known to be exactly as it was
 * left, down to bytes that no record occupies; it is broken before the store is written to again.
 */
final class Seal {

    private final Path store;
    private final Path seal;

    Seal(Path store) {
        this.store = store;
        this.seal = store.resolveSibling(store.getFileName() + ".seal");
    }

    boolean exists() {
        return Files.exists(seal);
    }

    /** Checks the store against the seal. */
    void check() throws IOException, StoreDamagedException {
        byte[] expected = Files.readAllBytes(seal);
        if (!MessageDigest.isEqual(expected, content())) {
            throw new StoreDamagedException("its bytes are not those it was closed with");
        }
    }

    /** Breaks the seal, durably: one that came back after a power cut would tell of damage where there is none. */
    void remove() throws IOException {
        if (Files.deleteIfExists(seal)) {
            try (FileChannel folder = FileChannel.open(seal.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    void write() throws IOException {
        try (FileChannel out = FileChannel.open(
                seal, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(content()));
            out.force(true);
        }
    }

    private byte[] content() throws IOException {
        return (HexFormat.of().formatHex(digest()) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] digest() throws IOException {
        try (FileChannel in = FileChannel.open(store, StandardOpenOption.READ)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (in.read(buffer.clear()) >= 0) {
                sha256.update(buffer.flip());
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
