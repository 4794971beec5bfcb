/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names a certificate on port 444 may carry for a server, by the rule of the correlator: the
 * NetBIOS name, the full name, or a wildcard that covers the full name. The full name is the one
 * that front ends ask for; the server's own only where they are not known to ask for one.
 *
 * @param full empty while it is not known
 */
record ExpectedName(String server, Optional<String> full) {

  /** What tools write before a name. */
  private static final List<String> LABELS = List.of("cn=", "dns name=", "dns-name=", "dns:");

  static ExpectedName of(
      ServerName server, List<Evidence> evidence, List<ServerSnapshot> newestFirst) {
    String name = server.server();
    return new ExpectedName(
        name,
        asked(name, evidence)
            .or(
                () ->
                    newestFirst.stream()
                        .flatMap(snapshot -> own(name, snapshot).stream())
                        .findFirst()));
  }

  /** As the rows of front ends write the server that a request was for. */
  private static Optional<String> asked(String server, List<Evidence> evidence) {
    Pattern full =
        Pattern.compile(
            "(?i)(?<![\\w.-])" + Pattern.quote(server) + "(?:\\.[a-z0-9_-]+)+(?![\\w-])");
    return evidence.stream()
        .filter(piece -> piece.kind().equals("HTTP_PROXY"))
        .map(piece -> full.matcher(piece.text()))
        .filter(Matcher::find)
        .map(found -> found.group().toLowerCase(Locale.ROOT))
        .findFirst();
  }

  private static Optional<String> own(String server, ServerSnapshot snapshot) {
    String written =
        snapshot.probe() == null ? snapshot.fullName() : hostOf(snapshot.probe().target());
    if (written == null) {
      return Optional.empty();
    }
    String lower = written.toLowerCase(Locale.ROOT);
    String withoutRoot = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return withoutRoot.startsWith(server + ".") ? Optional.of(withoutRoot) : Optional.empty();
  }

  private static String hostOf(String target) {
    int port = target.lastIndexOf(':');
    return port < 0 ? target : target.substring(0, port);
  }

  /** Empty where the certificate names nothing: then it says nothing of its server. */
  Optional<Boolean> isAmong(List<String> names) {
    return names.isEmpty() ? Optional.empty() : Optional.of(names.stream().anyMatch(this::matches));
  }

  private boolean matches(String written) {
    String name = written.strip().toLowerCase(Locale.ROOT);
    for (String label : LABELS) {
      if (name.startsWith(label)) {
        name = name.substring(label.length()).strip();
      }
    }
    if (name.startsWith("*.")) {
      String domain = name.substring(1);
      return full.isEmpty() || full.get().equals(server + domain);
    }
    String known = name;
    return known.equals(server)
        || full.map(known::equals).orElseGet(() -> known.startsWith(server + "."));
  }

  @Override
  public String toString() {
    return server + full.map(name -> " or " + name).orElse("");
  }
}
