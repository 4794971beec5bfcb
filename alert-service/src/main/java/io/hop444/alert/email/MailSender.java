/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.email;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.DeliveryReason;
import io.hop444.alert.notice.Action;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.Sender;
import io.hop444.alert.receiver.AddressRule;
import io.hop444.alert.receiver.Endpoint;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Sends plain text by SMTP (RFC 5321, 5322). The Message-ID is the notice's id, so a mail that is
 * sent twice is recognisable; all mails of one key refer to one first Message-ID, so that they are
 * one conversation. Marked as written by a machine (RFC 3834). One connection for each mail.
 */
public final class MailSender implements Sender {

  private static final int MAX_SUBJECT = 200;
  private static final int TRANSIENT = 400;
  private static final int PERMANENT = 500;

  private final Endpoint.Smtp endpoint;
  private final Session session;
  private final Clock clock;

  public MailSender(Endpoint.Smtp endpoint, AddressRule addresses, Duration timeout, Clock clock) {
    this.endpoint = endpoint;
    this.session = Session.getInstance(properties(endpoint.server(), addresses, timeout));
    this.clock = clock;
  }

  private static Properties properties(
      Endpoint.MailServer server, AddressRule addresses, Duration timeout) {
    String millis = Long.toString(timeout.toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", Integer.toString(server.port()));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
    properties.put("mail.smtp.socketFactory", new GuardedSocketFactory(addresses));
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.enable", Boolean.toString(server.tls() == Endpoint.Tls.TLS));
    properties.put(
        "mail.smtp.starttls.enable", Boolean.toString(server.tls() == Endpoint.Tls.STARTTLS));
    properties.put(
        "mail.smtp.starttls.required", Boolean.toString(server.tls() == Endpoint.Tls.STARTTLS));
    if (server.tls() == Endpoint.Tls.TLS) {
      // With this, TLS is laid over a connection that the guarded factory opened.
      properties.put("mail.smtp.ssl.socketFactory", new GuardedSocketFactory(addresses));
    }
    return properties;
  }

  @Override
  public Attempt send(Notice notice) {
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage message = message(notice);
      Endpoint.MailServer server = endpoint.server();
      transport.connect(
          server.host(), server.port(), server.user().orElse(null), server.password().orElse(null));
      transport.sendMessage(message, message.getAllRecipients());
      return new Attempt(new DeliveryOutcome.Delivered(), "");
    } catch (MessagingException e) {
      return new Attempt(outcome(e), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String preview(Notice notice) {
    return "From: "
        + endpoint.from()
        + "\nTo: "
        + String.join(", ", endpoint.to())
        + "\nSubject: "
        + subject(notice)
        + "\n\n"
        + notice.plainText();
  }

  private MimeMessage message(Notice notice) throws MessagingException {
    MimeMessage message = new IdentifiedMessage(session, messageId(notice.id()));
    message.setFrom(new InternetAddress(endpoint.from()));
    for (String to : endpoint.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
    }
    message.setSubject(subject(notice), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    String thread = messageId(notice.dedupKey());
    message.setHeader("References", thread);
    message.setHeader("In-Reply-To", thread);
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Hop444-Key", headerText(notice.dedupKey()));
    message.setText(notice.plainText(), StandardCharsets.UTF_8.name());
    message.saveChanges();
    return message;
  }

  private static String subject(Notice notice) {
    String title = notice.title().replaceAll("\\p{Cntrl}", " ");
    String cut = title.length() <= MAX_SUBJECT ? title : title.substring(0, MAX_SUBJECT);
    return notice.action() == Action.UPDATE ? "Update: " + cut : cut;
  }

  private String messageId(String name) {
    String domain = endpoint.from().substring(endpoint.from().indexOf('@') + 1);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return "<hop444." + HexFormat.of().formatHex(digest, 0, 16) + '@' + domain + '>';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static String headerText(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  /** Keeps the Message-ID it was given; the library would write one of its own. */
  private static final class IdentifiedMessage extends MimeMessage {
    private final String id;

    IdentifiedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  private static DeliveryOutcome outcome(MessagingException failure) {
    if (failure instanceof AuthenticationFailedException) {
      return new DeliveryOutcome.Rejected(DeliveryReason.REFUSED, PERMANENT, Optional.empty());
    }
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof io.hop444.alert.receiver.BlockedAddressException) {
        return new DeliveryOutcome.Unreachable(DeliveryReason.ADDRESS_BLOCKED);
      }
      if (cause instanceof SSLException) {
        return new DeliveryOutcome.Unreachable(DeliveryReason.TLS_FAILED);
      }
      if (cause instanceof java.net.SocketTimeoutException) {
        return new DeliveryOutcome.Unreachable(DeliveryReason.TIMED_OUT);
      }
      int code = code(cause);
      if (code >= TRANSIENT) {
        return new DeliveryOutcome.Rejected(
            code >= PERMANENT ? DeliveryReason.REFUSED : DeliveryReason.SERVER_ERROR,
            code,
            Optional.empty());
      }
    }
    return new DeliveryOutcome.Unreachable(DeliveryReason.UNREACHABLE);
  }

  private static Throwable next(Throwable failure) {
    return failure instanceof MessagingException chained && chained.getNextException() != null
        ? chained.getNextException()
        : failure.getCause();
  }

  /** The server's reply code, or 0. */
  private static int code(Throwable failure) {
    if (failure instanceof SMTPSendFailedException refused) {
      return refused.getReturnCode();
    }
    if (failure instanceof SMTPAddressFailedException refused) {
      return refused.getReturnCode();
    }
    return failure instanceof SMTPSenderFailedException refused ? refused.getReturnCode() : 0;
  }
}
