/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routesfile;

import io.hop444.alert.receiver.AddressRule;
import io.hop444.alert.receiver.Endpoint;
import io.hop444.alert.receiver.Inbound;
import io.hop444.alert.receiver.SigningSecret;
import io.hop444.alert.receiver.TargetKind;
import io.hop444.alert.receiver.TargetSpec;
import io.hop444.alert.routing.Updates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one target. Secrets stand in files of their own, whose names are relative to this file. */
final class TargetReader {

  private static final Pattern ROUTING_KEY = Pattern.compile("[0-9A-Za-z]{32}");

  /** Enough to find typing errors; what exists only the mail server knows (RFC 5321, 4.5.3.1). */
  private static final Pattern MAIL_ADDRESS =
      Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,255}");

  private final Path folder;

  TargetReader(Path folder) {
    this.folder = folder;
  }

  /** A target and which updates it gets. */
  record Read(TargetSpec spec, Updates updates) {}

  Read read(String name, Section section) {
    TargetKind kind =
        section
            .as("kind", text -> Words.oneOf(TargetKind.class, text))
            .orElseThrow(() -> section.wrong("kind", "is missing"));
    Updates updates =
        section.as("updates", text -> Words.oneOf(Updates.class, text)).orElse(kind.usualUpdates());
    AddressRule addresses = allowed(section);
    Endpoint endpoint = kind == TargetKind.EMAIL ? mail(section) : http(kind, section);
    Optional<Inbound> inbound = section.section("inbound").map(this::inbound);
    section.finish();
    return new Read(new TargetSpec(name, kind, endpoint, addresses, inbound), updates);
  }

  private static AddressRule allowed(Section section) {
    try {
      return AddressRule.of(section.texts("allow"));
    } catch (IllegalArgumentException e) {
      throw section.wrong("allow", e.getMessage());
    }
  }

  private Endpoint http(TargetKind kind, Section section) {
    Optional<String> text = section.text("url");
    Optional<List<String>> file = secrets(section, "url-file");
    if (text.isPresent() && file.isPresent()) {
      throw section.wrong("url", "and url-file are both set; set one");
    }
    String url =
        text.or(() -> file.map(lines -> lines.get(0)))
            .or(kind::usualUrl)
            .orElseThrow(() -> section.wrong("url", "is missing (or url-file)"));
    URI address = address(section, url);
    Optional<String> user = Optional.empty();
    List<String> secrets = List.of();
    switch (kind) {
      case WEBHOOK -> secrets = signing(section, "secret-file");
      case PAGERDUTY -> {
        secrets = needed(section, "routing-key-file");
        if (!ROUTING_KEY.matcher(secrets.get(0)).matches()) {
          throw section.wrong(
              "routing-key-file", "must hold the integration key: 32 letters and digits");
        }
      }
      case SERVICENOW -> {
        user = section.text("user");
        if (user.isPresent()) {
          secrets = needed(section, "password-file");
        } else {
          secrets = needed(section, "token-file");
        }
      }
      case JIRA -> secrets = needed(section, "api-key-file");
      case ALERTMANAGER -> secrets = secrets(section, "token-file").orElse(List.of());
      case TEAMS, SLACK -> {
        if (!"https".equals(address.getScheme()) && !section.texts("allow").contains("loopback")) {
          throw section.wrong("url", "must begin with https: it is a secret");
        }
      }
      case EMAIL -> throw new IllegalStateException("e-mail is not HTTP");
    }
    return new Endpoint.Http(address, user, secrets);
  }

  private static URI address(Section section, String url) {
    String key = section.text("url").isPresent() ? "url" : "url-file";
    URI address;
    try {
      address = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw section.wrong(key, "must be an http or https address with a host");
    }
    if ((!"http".equals(address.getScheme()) && !"https".equals(address.getScheme()))
        || address.getHost() == null) {
      throw section.wrong(key, "must be an http or https address with a host");
    }
    if (address.getUserInfo() != null) {
      throw section.wrong(key, "must not carry a user name or password; use a file");
    }
    return address;
  }

  private Endpoint mail(Section section) {
    Endpoint.Tls tls =
        section
            .as("tls", text -> Words.oneOf(Endpoint.Tls.class, text))
            .orElse(Endpoint.Tls.STARTTLS);
    int usualPort = tls == Endpoint.Tls.TLS ? 465 : tls == Endpoint.Tls.STARTTLS ? 587 : 25;
    Optional<String> user = section.text("user");
    Optional<String> password =
        user.isPresent() ? Optional.of(needed(section, "password-file").get(0)) : Optional.empty();
    if (user.isPresent() && tls == Endpoint.Tls.NONE) {
      throw section.wrong("tls", "must not be none with a user: the password would be readable");
    }
    List<String> to = section.each("to", TargetReader::mailAddress);
    if (to.isEmpty()) {
      throw section.wrong("to", "is missing");
    }
    return new Endpoint.Smtp(
        new Endpoint.MailServer(
            section.needed("host"),
            section.number("port", 1, 65_535).orElse(usualPort),
            tls,
            user,
            password),
        section
            .as("from", TargetReader::mailAddress)
            .orElseThrow(() -> section.wrong("from", "is missing")),
        to);
  }

  private static String mailAddress(String text) {
    if (!MAIL_ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a mail address such as exchange@contoso.test");
    }
    return text;
  }

  private Inbound inbound(Section section) {
    String secretFile = "secret-file";
    List<String> secrets = needed(section, secretFile);
    secrets.stream()
        .filter(SigningSecret::isOne)
        .forEach(secret -> parse(section, secretFile, secret));
    Map<Inbound.Field, String> fields = new EnumMap<>(Inbound.Field.class);
    Optional<Section> named = section.section("fields");
    for (Inbound.Field field : Inbound.Field.values()) {
      String key = field.usualPointer().substring(1);
      fields.put(
          field,
          named.flatMap(one -> one.as(key, TargetReader::pointer)).orElse(field.usualPointer()));
    }
    named.ifPresent(Section::finish);
    Map<String, Inbound.TicketAction> states = new LinkedHashMap<>();
    section
        .section("states")
        .ifPresent(
            known -> {
              for (String state : known.names()) {
                states.put(
                    state,
                    known
                        .as(state, text -> Words.oneOf(Inbound.TicketAction.class, text))
                        .orElseThrow());
              }
            });
    section.finish();
    return new Inbound(secrets, fields, states);
  }

  private static String pointer(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("must be a JSON pointer such as /incident/state");
    }
    return text;
  }

  private List<String> signing(Section section, String key) {
    List<String> secrets = needed(section, key);
    secrets.forEach(secret -> parse(section, key, secret));
    return secrets;
  }

  private static void parse(Section section, String key, String secret) {
    try {
      SigningSecret.parse(secret);
    } catch (IllegalArgumentException e) {
      throw section.wrong(key, e.getMessage());
    }
  }

  private List<String> needed(Section section, String key) {
    return secrets(section, key)
        .orElseThrow(() -> section.wrong(key, "is missing; it names the file with the secret"));
  }

  /** The lines of a file that are not empty. */
  private Optional<List<String>> secrets(Section section, String key) {
    return section
        .text(key)
        .map(
            name -> {
              try {
                List<String> lines =
                    Files.readAllLines(folder.resolve(name)).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
                if (lines.isEmpty()) {
                  throw section.wrong(key, "names an empty file: " + name);
                }
                return lines;
              } catch (IOException e) {
                throw section.wrong(key, "names a file that cannot be read: " + name);
              }
            });
  }
}
