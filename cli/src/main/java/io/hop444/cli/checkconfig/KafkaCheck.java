/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Ways to Kafka: names, sockets, TLS and SASL, each told apart. */
final class KafkaCheck {

  private static final int PATIENCE_MILLIS = 3_000;

  /** Over a long line or on a busy machine, TLS and SCRAM take their time. */
  private static final int SIGN_IN_MILLIS = 8_000;

  /** The first is the unit's own; what a file of variables sets takes its place. */
  private static final List<String> JAVA_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final Pattern FILE_OPTION = Pattern.compile("\\bfile=\"([^\"]+)\"");

  /** A setting's name in a message; names of classes have the same words further on. */
  private static final Pattern SETTING =
      Pattern.compile("(?<![.\\w])(?:ssl|sasl|security)\\.[a-z.]+[a-z]");

  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private final ServiceSettings settings;
  private final KafkaClient client;

  KafkaCheck(ServiceSettings settings, KafkaClient client) {
    this.settings = settings;
    this.client = client;
  }

  /** A client that may ask further; empty when no broker lets it in. The caller closes it. */
  Optional<Admin> connect() {
    files();
    token();
    List<String> listening = new ArrayList<>();
    for (String address : client.bootstrapServers().split(",")) {
      if (listens(client.bootstrapKey(), address.strip(), "the address")) {
        listening.add(address.strip());
      }
    }
    Admin open = null;
    for (String address : listening) {
      Optional<Admin> one = signIn(address);
      if (open == null) {
        open = one.orElse(null);
      } else {
        one.ifPresent(Admin::close);
      }
    }
    return Optional.ofNullable(open);
  }

  private void files() {
    FileCheck files = new FileCheck(settings);
    for (String name : List.of("ssl.keystore.location", "ssl.truststore.location")) {
      String file = client.settings().get(name);
      if (file != null) {
        Path path = settings.folder().resolve(file);
        if (name.startsWith("ssl.keystore")) {
          files.secret(client.key(name), path);
        } else {
          files.readable(client.key(name), path);
        }
      }
    }
    Matcher file = FILE_OPTION.matcher(client.settings().getOrDefault("sasl.jaas.config", ""));
    if (file.find()) {
      files.secret(client.key("sasl.jaas.config"), settings.folder().resolve(file.group(1)));
    }
  }

  /** Kafka's client asks only addresses that a system property of its JVM names. */
  private void token() {
    String endpoint = client.settings().get("sasl.oauthbearer.token.endpoint.url");
    if (endpoint == null || !client.mechanism().equals("OAUTHBEARER")) {
      return;
    }
    String known = System.getProperty(ALLOWED, "");
    boolean ofTheService =
        JAVA_OPTIONS.stream()
            .anyMatch(name -> settings.variables().getOrDefault(name, "").contains(ALLOWED));
    if (!ofTheService && !known.contains(endpoint)) {
      settings.warning(
          client.key("sasl.oauthbearer.token.endpoint.url"),
          "the system property "
              + ALLOWED
              + " is not seen; Kafka's client asks no address that it"
              + " does not name.",
          "Start the service with -D"
              + ALLOWED
              + "="
              + endpoint
              + " (JDK_JAVA_OPTIONS in the file environment).");
    }
    if (!known.contains(endpoint)) {
      System.setProperty(ALLOWED, known.isEmpty() ? endpoint : known + "," + endpoint);
    }
  }

  private boolean listens(String key, String address, String whose) {
    int colon = address.lastIndexOf(':');
    int port = colon < 0 ? 0 : port(address.substring(colon + 1));
    if (port == 0) {
      settings.error(
          key, "'" + address + "' is not host:port.", "Write host:port, separated by commas.");
      return false;
    }
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    try (Socket socket = new Socket()) {
      InetAddress resolved = InetAddress.getByName(host);
      socket.connect(new InetSocketAddress(resolved, port), PATIENCE_MILLIS);
      return true;
    } catch (UnknownHostException e) {
      settings.error(
          key,
          "DNS knows no address of " + host + " (" + whose + " " + address + ").",
          "Correct the name, or let DNS know it.");
    } catch (IOException e) {
      settings.error(
          key,
          "nothing answers at " + whose + " " + address + ": " + e.getMessage() + ".",
          "Is the broker running, the port right, and does a firewall let this machine through?");
    }
    return false;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port < 65_536 ? port : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private Optional<Admin> signIn(String address) {
    Admin admin = null;
    try {
      admin = Admin.create(client.impatient(address, SIGN_IN_MILLIS));
      Collection<Node> nodes = admin.describeCluster().nodes().get();
      settings.ok(
          client.bootstrapKey(),
          address
              + " answers ("
              + way()
              + "); "
              + nodes.size()
              + (nodes.size() == 1 ? " broker." : " brokers."));
      advertised(nodes);
      return Optional.of(admin);
    } catch (ExecutionException e) {
      refused(address, e.getCause());
    } catch (KafkaException e) {
      wrong(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (admin != null) {
      admin.close(java.time.Duration.ZERO);
    }
    return Optional.empty();
  }

  private String way() {
    return client.protocol().startsWith("SASL")
        ? client.protocol() + ", " + client.mechanism()
        : client.protocol();
  }

  /** Clients go on with the addresses that brokers tell of themselves. */
  private void advertised(Collection<Node> nodes) {
    Set<String> told = new TreeSet<>();
    nodes.forEach(node -> told.add(node.host() + ":" + node.port()));
    for (String address : client.bootstrapServers().split(",")) {
      told.remove(address.strip());
    }
    told.forEach(address -> listens(client.bootstrapKey(), address, "the advertised address"));
  }

  private void refused(String address, Throwable reason) {
    if (reason instanceof SslAuthenticationException) {
      String key =
          settings.firstSet(
              client.key("ssl.truststore.location"),
              client.key("ssl.keystore.location"),
              client.key("security.protocol"));
      settings.error(
          key,
          "the TLS handshake with " + address + " fails: " + root(reason) + ".",
          tlsRemedy(root(reason)));
    } else if (reason instanceof SaslAuthenticationException) {
      settings.error(
          client.key("sasl.jaas.config"),
          address
              + " refuses to authenticate by "
              + client.mechanism()
              + ": "
              + reason.getMessage()
              + ".",
          "Correct user name and secret, or make the user at the brokers (docs/security.md).");
    } else {
      settings.error(
          settings.firstSet(client.key("security.protocol"), client.bootstrapKey()),
          address
              + " accepts a connection and does not answer as "
              + client.protocol()
              + ": "
              + root(reason)
              + ".",
          client.usesTls()
              ? "Is it a port of Kafka that speaks TLS? A client without an accepted certificate"
                  + " is cut off too: see ssl.keystore.location."
              : "Does the port speak TLS? Set security.protocol=SSL or SASL_SSL, or the port for"
                  + " clients without.");
    }
  }

  private static String tlsRemedy(String reason) {
    if (reason.contains("PKIX") || reason.contains("certification path")) {
      return "Name the authority that signed the broker's certificate in ssl.truststore.location.";
    }
    if (reason.contains("No subject alternative") || reason.contains("No name matching")) {
      return "Use a name that stands in the broker's certificate, or give it one with this name.";
    }
    if (reason.contains("plaintext")
        || reason.contains("Unsupported or unrecognized SSL message")) {
      return "The port does not speak TLS: correct port or security.protocol.";
    }
    return "The broker wants a certificate that its authorities signed: see ssl.keystore.location.";
  }

  private void wrong(String address, KafkaException e) {
    Throwable named = e;
    for (Throwable one = e; one != null; one = one.getCause()) {
      if (one instanceof ConfigException) {
        named = one;
      }
    }
    String text = named == e ? root(e) : named.getMessage();
    Matcher setting = SETTING.matcher(text);
    boolean oauth = client.mechanism().equals("OAUTHBEARER") && named == e;
    settings.error(
        oauth
            ? client.key("sasl.oauthbearer.token.endpoint.url")
            : client.key(setting.find() ? setting.group() : "security.protocol"),
        (oauth ? "no token for " : "no client can be made for ") + address + ": " + text + ".",
        oauth
            ? "Correct address and sasl.oauthbearer.client.credentials.client.id and client.secret, or"
                + " make the client at the issuer."
            : "Correct that setting (docs/security.md has an example of each way).");
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    String plain = text.replaceAll("(?:[a-z][a-z0-9]*\\.)+[A-Z]\\w*Exception: ", "");
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
