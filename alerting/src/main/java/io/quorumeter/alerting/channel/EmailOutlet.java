package io.quorumeter.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorumeter.core.delivery.Answer;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Sends mails by SMTP. A record is the whole mail, so that one that is sent twice has one {@code Message-ID}. */
final class EmailOutlet implements Outlet {
    /** SMTP over TLS from the start (RFC 8314). */
    private static final int SUBMISSIONS = 465;

    private static final int PERMANENT = 500;

    /** A conversation has several steps, each with this limit; they together have that of an attempt. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Email email;
    private final InstantSource clock;
    private final Session session;

    EmailOutlet(Email email, InstantSource clock) {
        this.email = email;
        this.clock = clock;
        this.session = Session.getInstance(properties(email));
        try {
            new InternetAddress(email.from(), true);
            InternetAddress.parse(email.to(), true);
        } catch (MessagingException malformed) {
            throw new IllegalArgumentException(
                    "from or to is no address of mail: " + malformed.getMessage(), malformed);
        }
    }

    private static Properties properties(Email email) {
        String step = String.valueOf(STEP.toMillis());
        Properties properties = new Properties();
        properties.put("mail.from", email.from());
        properties.put("mail.smtp.localhost", email.hello());
        properties.put("mail.smtp.connectiontimeout", step);
        properties.put("mail.smtp.timeout", step);
        properties.put("mail.smtp.writetimeout", step);
        properties.put("mail.smtp.auth", String.valueOf(email.password().isPresent()));
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.ssl.enable", String.valueOf(email.port() == SUBMISSIONS));
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put(
                "mail.smtp.starttls.required", String.valueOf(email.requiresTls() && email.port() != SUBMISSIONS));
        return properties;
    }

    @Override
    public byte[] record(Message message) {
        try {
            MimeMessage mail = new MimeMessage(session);
            mail.setFrom(email.from());
            mail.setRecipients(jakarta.mail.Message.RecipientType.TO, email.to());
            mail.setSubject(MessageText.title(message), UTF_8.name());
            mail.setText(MessageText.body(message) + "\n" + message.url() + "\n", UTF_8.name());
            mail.setSentDate(Date.from(clock.instant()));
            mail.setHeader("Auto-Submitted", "auto-generated");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            mail.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException impossible) {
            throw new IllegalStateException("a mail could not be written", impossible);
        }
    }

    @Override
    public CompletableFuture<Answer> send(byte[] record) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> answer.complete(deliver(record)), "quorumeter-mail");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private Answer deliver(byte[] record) {
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage mail = new MimeMessage(session, new ByteArrayInputStream(record));
            transport.connect(
                    email.host(),
                    email.port(),
                    email.user(),
                    email.password().map(Secret::value).orElse(null));
            transport.sendMessage(mail, mail.getAllRecipients());
            return Answer.delivered();
        } catch (MessagingException | RuntimeException failed) {
            return judge(failed);
        }
    }

    /** What the server refuses for good is not sent again, and nothing is that some of the people have. */
    private static Answer judge(Exception failed) {
        StringBuilder reason = new StringBuilder(failed.toString().strip());
        boolean refused = failed instanceof SendFailedException partly
                && partly.getValidSentAddresses() != null
                && partly.getValidSentAddresses().length > 0;
        Exception cause = failed;
        while (cause instanceof MessagingException one) {
            refused |= code(one) >= PERMANENT;
            cause = one.getNextException();
            reason.append(cause == null ? "" : "; " + cause.toString().strip());
        }
        return refused ? Answer.refused(reason.toString()) : Answer.retry(reason.toString(), Duration.ZERO);
    }

    private static int code(MessagingException failed) {
        if (failed instanceof SMTPSendFailedException refused) {
            return refused.getReturnCode();
        } else if (failed instanceof SMTPAddressFailedException refused) {
            return refused.getReturnCode();
        }
        return failed instanceof SMTPSenderFailedException refused ? refused.getReturnCode() : 0;
    }
}
