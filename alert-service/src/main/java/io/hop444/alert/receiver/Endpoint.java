/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.receiver;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a target is and how to prove who sends. Its text shows no secret. */
public sealed interface Endpoint {

  /**
   * Reached by HTTP.
   *
   * @param url may hold a secret
   * @param user for Basic authentication
   * @param secrets signing secrets, key, password or token: what it is depends on the kind
   */
  record Http(URI url, Optional<String> user, List<String> secrets) implements Endpoint {
    public Http {
      secrets = List.copyOf(secrets);
    }

    @Override
    public String host() {
      return url.getHost();
    }

    @Override
    public String identity() {
      return url.toString();
    }

    @Override
    public String toString() {
      return "Http[" + host() + "]";
    }
  }

  /** Reached by SMTP. */
  record Smtp(MailServer server, String from, List<String> to) implements Endpoint {
    public Smtp {
      to = List.copyOf(to);
    }

    @Override
    public String host() {
      return server.host();
    }

    @Override
    public String identity() {
      return "smtp://" + server.host() + ':' + server.port() + '/' + String.join(",", to);
    }
  }

  /** A mail server; its text does not show the password. */
  record MailServer(
      String host, int port, Tls tls, Optional<String> user, Optional<String> password) {
    @Override
    public String toString() {
      return "MailServer[" + host + ':' + port + "]";
    }
  }

  /** How the connection to a mail server is protected. */
  enum Tls {
    /** Begins in clear and must change to TLS before anything is said. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS,
    NONE
  }

  /** Name or address of the machine. */
  String host();

  /** What makes it another target than before; may hold a secret. */
  String identity();
}
