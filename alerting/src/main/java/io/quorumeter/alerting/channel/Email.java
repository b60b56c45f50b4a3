package io.quorumeter.alerting.channel;

import io.quorumeter.alerting.file.FileValue;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mail server and what is said to it. Has no class of the mail library, which is optional.
 *
 * @param to who gets the mails, separated by commas
 * @param from who sends them
 * @param host the server
 * @param port its port; 465 speaks TLS from the start
 * @param hello the name by which this node presents itself
 * @param user for authentication; empty for none
 * @param password likewise
 * @param requiresTls whether a server without STARTTLS is refused
 */
record Email(
        String to,
        String from,
        String host,
        int port,
        String hello,
        String user,
        Optional<Secret> password,
        boolean requiresTls) {
    static final Set<String> KEYS =
            Settings.keys("to from smarthost smtp_server hello auth_username auth_password* require_tls");
    static final Set<String> FOREIGN =
            Settings.keys("auth_identity auth_secret auth_secret_file headers html text tls_config threading");

    private static final int SUBMISSION = 587;

    static Channel read(Settings settings, Settings global) {
        FileValue server = settings.value("smarthost")
                .or(() -> settings.value("smtp_server"))
                .or(() -> global.value("smtp_smarthost"))
                .orElseThrow(() -> settings.wrong("smarthost is missing, and global has no smtp_smarthost"));
        String[] place = server.text().split(":(?=\\d+$)", 2);
        Email email = new Email(
                settings.text("to").orElseThrow(() -> settings.wrong("to is missing")),
                settings.text("from")
                        .or(() -> global.text("smtp_from"))
                        .orElseThrow(() -> settings.wrong("from is missing, and global has no smtp_from")),
                place[0],
                place.length == 1 ? SUBMISSION : server.read(any -> Integer.parseInt(place[1])),
                settings.text("hello").or(() -> global.text("smtp_hello")).orElse("localhost"),
                settings.text("auth_username")
                        .or(() -> global.text("smtp_auth_username"))
                        .orElse(""),
                settings.secret("auth_password").or(() -> global.secret("smtp_auth_password")),
                settings.truth("require_tls", global.truth("smtp_require_tls", true)));
        List<Secret> secrets = email.password.stream().toList();
        return new Channel("email", true, HttpChannel.TIMEOUT, secrets, email::open);
    }

    private Outlet open(InstantSource clock) {
        try {
            return new EmailOutlet(this, clock);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalArgumentException(
                    "e-mail needs the library org.eclipse.angus:jakarta.mail 2.0.5, which is optional", missing);
        }
    }
}
