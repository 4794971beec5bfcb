/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import io.hop444.localstack.LocalBroker;
import io.hop444.localstack.LocalStack;
import io.hop444.localstack.LocalStackException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Broker, database and two of each service: a collector for each of two sites, two correlators that
 * share the back ends, two alert services on one database.
 */
final class TwoOfEach implements AutoCloseable {

  /** Kafka's name for a consumer that takes its old place when it comes back. */
  private static final String STATIC_MEMBER = "group.instance.id";

  private final List<Member> members = new ArrayList<>();
  private final Path folder;
  private final LocalBroker broker;
  private final String kafka;
  private final LocalStack.Database database = LocalStack.freshDatabase();

  private TwoOfEach(Path folder) throws LocalStackException {
    this.folder = folder;
    this.broker = LocalBroker.start(folder.resolve("broker"), 0);
    this.kafka = broker.bootstrapServers();
  }

  /**
   * Starts all of them and returns when they are ready.
   *
   * @param estate folder of two sites
   * @param further settings by module, beside those that every start needs
   */
  static TwoOfEach start(
      Path estate, Path folder, WebhookReceiver receiver, Map<String, Map<String, String>> further)
      throws Exception {
    TwoOfEach all = new TwoOfEach(folder);
    try {
      all.startMembers(estate, receiver, further);
      return all;
    } catch (IOException | RuntimeException | AssertionError e) {
      all.close();
      throw e;
    }
  }

  private void startMembers(
      Path estate, WebhookReceiver receiver, Map<String, Map<String, String>> further)
      throws IOException {
    List<Path> sites;
    try (var found = Files.list(estate)) {
      sites = found.sorted().toList();
    }
    for (Path site : sites) {
      add("collector-service", collector(site), further);
    }
    for (int i = 0; i < 2; i++) {
      add("correlator-service", correlator(), further);
    }
    for (int i = 0; i < 2; i++) {
      add("alert-service", alert(receiver), further);
    }
    for (Member member : members) {
      member.start();
    }
    members.forEach(Member::awaitReady);
  }

  List<Member> members() {
    return List.copyOf(members);
  }

  String bootstrapServers() {
    return kafka;
  }

  LocalStack.Database database() {
    return database;
  }

  /** Through the second alert service. */
  Api api() throws IOException {
    Member alert = members.get(members.size() - 1);
    String token = Files.readString(adminToken()).strip();
    return new Api(alert.process().root(), token);
  }

  String tail() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Member member : members) {
      text.append(member.tail());
    }
    return text.toString();
  }

  @Override
  public void close() throws InterruptedException {
    try (broker) {
      for (Member member : members) {
        member.close();
      }
    }
  }

  private void add(
      String module, Map<String, String> settings, Map<String, Map<String, String>> further) {
    String kind = module.replace("-service", "");
    long there = members.stream().filter(member -> member.name().startsWith(kind)).count();
    String name = kind + "-" + (there + 1);
    Map<String, String> all = new HashMap<>(settings);
    all.replaceAll((key, value) -> value.replace("{name}", name));
    all.putAll(further.getOrDefault(module, Map.of()));
    members.add(new Member(module, name, folder, all));
  }

  private Map<String, String> collector(Path site) throws IOException {
    Path own = folder.resolve("estate-" + site.getFileName());
    Files.createDirectories(own);
    Files.createSymbolicLink(own.resolve(site.getFileName()), site.toAbsolutePath());
    return Map.of(
        "collector.id",
        "{name}",
        "collector.estate.directory",
        own.toString(),
        "collector.data.directory",
        folder.resolve("data/{name}").toString(),
        "collector.kafka.bootstrap-servers",
        kafka);
  }

  private Map<String, String> correlator() {
    return Map.of(
        "correlator.data-directory",
        folder.resolve("data/{name}").toString(),
        "correlator.standby-replicas",
        "1",
        "correlator.threads",
        "1",
        "correlator.kafka.bootstrap-servers",
        kafka);
  }

  private Map<String, String> alert(WebhookReceiver receiver) {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap.servers", kafka);
    settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    settings.put("quarkus.datasource.username", database.user());
    settings.put("quarkus.datasource.password", database.password());
    settings.put("alert.admin-token-file", adminToken().toString());
    URI url = receiver.url();
    settings.put("alert.webhook.url", url.toString());
    settings.put("alert.webhook.secret", receiver.secret());
    for (String topic : List.of("incidents", "findings", "gaps")) {
      settings.put("mp.messaging.incoming." + topic + "." + STATIC_MEMBER, "{name}");
    }
    return settings;
  }

  private Path adminToken() {
    return folder.resolve("admin-token");
  }
}
