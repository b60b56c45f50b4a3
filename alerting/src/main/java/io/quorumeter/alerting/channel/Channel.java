package io.quorumeter.alerting.channel;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** A way out of the process for messages, as the routing file describes it. Printing it shows no secret. */
public final class Channel {
    private final String kind;
    private final boolean sendsResolved;
    private final Duration timeout;
    private final List<Secret> secrets;
    private final Function<InstantSource, Outlet> opener;

    Channel(
            String kind,
            boolean sendsResolved,
            Duration timeout,
            List<Secret> secrets,
            Function<InstantSource, Outlet> opener) {
        this.kind = kind;
        this.sendsResolved = sendsResolved;
        this.timeout = timeout;
        this.secrets = List.copyOf(secrets);
        this.opener = opener;
    }

    /** The same, with messages of alerts that are over or without them. */
    Channel sendingResolved(boolean whetherTo) {
        return new Channel(kind, whetherTo, timeout, secrets, opener);
    }

    /** {@return its kind, such as {@code slack}} */
    public String kind() {
        return kind;
    }

    /** {@return whether it sends messages of alerts that are over} */
    public boolean sendsResolved() {
        return sendsResolved;
    }

    Duration timeout() {
        return timeout;
    }

    /** Checks that all secrets can be read and the settings are usable; throws an {@link IllegalArgumentException} when not. */
    Outlet open(InstantSource clock) {
        secrets.forEach(Secret::value);
        return opener.apply(clock);
    }

    /** Takes its secrets out of a text. */
    String hideSecrets(String text) {
        String hidden = text;
        for (Secret secret : secrets) {
            hidden = secret.hiddenIn(hidden);
        }
        return hidden;
    }

    @Override
    public String toString() {
        return kind;
    }
}
