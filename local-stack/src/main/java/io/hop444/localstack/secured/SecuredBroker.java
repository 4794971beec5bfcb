/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack.secured;

import io.hop444.localstack.LocalBroker;
import io.hop444.localstack.LocalStackException;
import io.hop444.localstack.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker that trusts nobody: TLS everywhere, every principal needs ACLs ({@code
 * StandardAuthorizer}), and three ways to say who one is. Principals are {@code User:NAME} on all
 * of them.
 */
public final class SecuredBroker implements AutoCloseable {

  /** How a client proves who it is. */
  public enum Way {
    /** A certificate of the authority: the common name is the principal. */
    MUTUAL_TLS,
    /** User name and password. */
    SCRAM,
    /** A token of the issuer: its subject is the principal. */
    OAUTH
  }

  /** May do everything. */
  private static final String OPERATOR = "operator";

  private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private final Path folder;
  private final CertificateAuthority authority;
  private final TokenIssuer issuer;
  private final Map<Way, Integer> ports;
  private final LocalBroker broker;

  private SecuredBroker(
      Path folder,
      CertificateAuthority authority,
      TokenIssuer issuer,
      Map<Way, Integer> ports,
      LocalBroker broker) {
    this.folder = folder;
    this.authority = authority;
    this.issuer = issuer;
    this.ports = ports;
    this.broker = broker;
  }

  /**
   * Starts one.
   *
   * @param folder for data, certificates and keys; created when missing
   * @param issuer of the tokens it takes; stays the caller's to close
   */
  public static SecuredBroker start(Path folder, TokenIssuer issuer)
      throws LocalStackException, IOException {
    allow(issuer);
    Files.createDirectories(folder);
    CertificateAuthority authority = new CertificateAuthority("hop444 tests");
    authority.writeTo(folder.resolve("authority.pem"));
    Path own =
        authority
            .issue("broker", "localhost", Loopback.ADDRESS)
            .writeTo(folder.resolve("broker.pem"));
    Map<Way, Integer> ports = ports();
    LocalBroker broker =
        LocalBroker.start(folder.resolve("data"), 0, settings(folder, own, ports, issuer));
    return new SecuredBroker(folder, authority, issuer, ports, broker);
  }

  /** Kafka asks no address that is not named here. */
  private static void allow(TokenIssuer issuer) {
    String known = System.getProperty(ALLOWED_URLS, "");
    System.setProperty(
        ALLOWED_URLS,
        (known.isEmpty() ? "" : known + ",")
            + issuer.tokenEndpoint()
            + ","
            + issuer.keysEndpoint());
  }

  private static Map<Way, Integer> ports() {
    Map<Way, Integer> ports = new HashMap<>();
    Set<Integer> taken = new HashSet<>();
    for (Way way : Way.values()) {
      int port = Loopback.freePort();
      while (!taken.add(port)) {
        port = Loopback.freePort();
      }
      ports.put(way, port);
    }
    return ports;
  }

  private static Map<String, String> settings(
      Path folder, Path own, Map<Way, Integer> ports, TokenIssuer issuer) {
    String clients =
        listener(Way.MUTUAL_TLS, ports)
            + ","
            + listener(Way.SCRAM, ports)
            + ","
            + listener(Way.OAUTH, ports);
    int controller = Loopback.freePort();
    String controllerAddress = Loopback.ADDRESS + ":" + controller;
    Map<String, String> settings = new HashMap<>();
    settings.put("listeners", clients + ",CONTROLLER://" + controllerAddress);
    settings.put("advertised.listeners", clients);
    settings.put("controller.quorum.voters", "1@" + controllerAddress);
    settings.put("inter.broker.listener.name", "MUTUAL_TLS");
    settings.put(
        "listener.security.protocol.map",
        "MUTUAL_TLS:SSL,CONTROLLER:SSL,SCRAM:SASL_SSL,OAUTH:SASL_SSL");
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.location", own.toString());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", folder.resolve("authority.pem").toString());
    settings.put("listener.name.mutual_tls.ssl.client.auth", "required");
    settings.put("listener.name.controller.ssl.client.auth", "required");
    settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/");
    settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(
        "listener.name.scram.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    String oauth = "listener.name.oauth.";
    settings.put(oauth + "sasl.enabled.mechanisms", "OAUTHBEARER");
    settings.put(
        oauth + "oauthbearer.sasl.jaas.config",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
    settings.put(
        oauth + "oauthbearer.sasl.server.callback.handler.class",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
    settings.put(oauth + "oauthbearer.sasl.oauthbearer.jwks.endpoint.url", issuer.keysEndpoint());
    settings.put(oauth + "oauthbearer.sasl.oauthbearer.expected.audience", "kafka");
    // A connection lives as long as its token: Kafka asks for a new one in time.
    settings.put("connections.max.reauth.ms", "3600000");
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:broker;User:" + OPERATOR);
    return settings;
  }

  private static String listener(Way way, Map<Way, Integer> ports) {
    return way + "://" + Loopback.ADDRESS + ":" + ports.get(way);
  }

  /** Host and port of a listener. */
  public String bootstrapServers(Way way) {
    return Loopback.ADDRESS + ":" + ports.get(way);
  }

  /** Issues certificates that the broker trusts. */
  public CertificateAuthority authority() {
    return authority;
  }

  /** PEM file with the authority's certificate. */
  public Path authorityFile() {
    return folder.resolve("authority.pem");
  }

  /** Creates or changes a SCRAM user. */
  public void user(String name, String password)
      throws ExecutionException, InterruptedException, IOException {
    ScramCredentialInfo kind = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
    try (Admin admin = operator()) {
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(name, kind, password)))
          .all()
          .get();
    }
  }

  /** An operator who may do everything. */
  public Admin operator() throws IOException {
    Map<String, Object> settings = new HashMap<>(clientOf(Way.MUTUAL_TLS, OPERATOR, ""));
    settings.put("bootstrap.servers", bootstrapServers(Way.MUTUAL_TLS));
    return Admin.create(settings);
  }

  /**
   * Settings of a client that is this principal: all but the bootstrap servers.
   *
   * @param secret password or client's secret; of no use to {@link Way#MUTUAL_TLS}
   */
  public Map<String, String> clientOf(Way way, String principal, String secret) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", authorityFile().toString());
    switch (way) {
      case MUTUAL_TLS -> {
        Path file = folder.resolve(principal + ".pem");
        if (!Files.exists(file)) {
          authority.issue(principal).writeTo(file);
        }
        settings.put("security.protocol", "SSL");
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", file.toString());
      }
      case SCRAM -> {
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
                + principal
                + "\" password=\""
                + secret
                + "\";");
      }
      case OAUTH -> {
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "OAUTHBEARER");
        settings.put(
            "sasl.login.callback.handler.class",
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
        settings.put("sasl.oauthbearer.token.endpoint.url", issuer.tokenEndpoint());
        settings.put("sasl.oauthbearer.client.credentials.client.id", principal);
        settings.put("sasl.oauthbearer.client.credentials.client.secret", secret);
        settings.put(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
      }
    }
    return settings;
  }

  @Override
  public void close() {
    broker.close();
  }
}
