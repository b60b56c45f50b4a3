package io.quorumeter.exporters.http;

import io.quorumeter.exporters.http.HttpAccess.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The certificates and the key of an endpoint, as they are in its files now. Not thread-safe. */
public final class TlsIdentity {
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

    private final TlsFiles files;
    private List<FileTime> read = List.of();

    TlsIdentity(TlsFiles files) {
        this.files = files;
    }

    /**
     * Returns whether a file changed since the last call, or was never asked for.
     *
     * @return true at the first call
     * @throws IOException when a file is missing
     */
    public boolean hasChanged() throws IOException {
        List<FileTime> now = new ArrayList<>();
        now.add(Files.getLastModifiedTime(files.certificates()));
        now.add(Files.getLastModifiedTime(files.key()));
        Path authorities = files.clientAuthorities();
        if (authorities != null) {
            now.add(Files.getLastModifiedTime(authorities));
        }
        boolean changed = !now.equals(read);
        read = now;
        return changed;
    }

    /**
     * Reads the endpoint's own certificate and key.
     *
     * @return a store with both, under an empty password
     * @throws IOException when a file cannot be read
     * @throws GeneralSecurityException when it holds something else, naming it
     */
    public KeyStore own() throws IOException, GeneralSecurityException {
        Certificate[] chain = certificates(files.certificates()).toArray(new Certificate[0]);
        KeyStore store = empty();
        store.setKeyEntry("endpoint", key(files.key()), new char[0], chain);
        return store;
    }

    /**
     * Reads the certificates of those who may sign certificates of clients.
     *
     * @return a store with them; empty when clients need no certificate
     * @throws IOException when the file cannot be read
     * @throws GeneralSecurityException when it holds something else, naming it
     */
    public Optional<KeyStore> clientAuthorities() throws IOException, GeneralSecurityException {
        Path authorities = files.clientAuthorities();
        if (authorities == null) {
            return Optional.empty();
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate authority : certificates(authorities)) {
            store.setCertificateEntry("authority" + number++, authority);
        }
        return Optional.of(store);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (read.isEmpty()) {
                throw new GeneralSecurityException("no certificate in " + file + ": it should hold PEM");
            }
            return read;
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file));
        if (!pem.find()) {
            throw new GeneralSecurityException("no 'BEGIN PRIVATE KEY' in " + file
                    + ": it should hold PKCS #8, as 'openssl pkcs8 -topk8 -nocrypt' writes it");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        @Nullable InvalidKeySpecException failed = null;
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException another) {
                failed = another;
            }
        }
        throw new GeneralSecurityException("the key in " + file + " is neither RSA, EC nor Ed25519", failed);
    }
}
