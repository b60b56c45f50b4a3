package io.quorumeter.consensus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this SDK, which the build writes beside the classes. */
public final class SdkVersion {
    /** The version, such as {@code 1.2.0}. */
    public static final String VERSION = read();

    private SdkVersion() {}

    private static String read() {
        Properties properties = new Properties();
        try (InputStream file = SdkVersion.class.getResourceAsStream("sdk.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("sdk.properties", unreadable);
        }
        return properties.getProperty("version", "unknown");
    }
}
