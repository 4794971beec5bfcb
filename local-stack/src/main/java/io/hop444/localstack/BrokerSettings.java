/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of a broker that is alone: one replica of everything, little memory. */
final class BrokerSettings {

  private static final int NODE = 1;
  private static final int MEGABYTE = 1024 * 1024;

  private BrokerSettings() {}

  static Map<String, String> of(Path logs, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("log.dirs", logs.toString());
    settings.putAll(listeners(port, controllerPort));
    settings.putAll(single());
    settings.putAll(small());
    return settings;
  }

  /**
   * A further listener for clients that are told to come by another port, such as a proxy's.
   *
   * @param settings of {@link #of}, which are changed
   */
  static void addRemoteListener(Map<String, String> settings, int port, int toldPort) {
    String remote = ",REMOTE://" + Loopback.ADDRESS + ":";
    settings.merge("listeners", remote + port, String::concat);
    settings.merge("advertised.listeners", remote + toldPort, String::concat);
    settings.merge("listener.security.protocol.map", ",REMOTE:PLAINTEXT", String::concat);
  }

  private static Map<String, String> listeners(int port, int controllerPort) {
    String client = "CLIENT://" + Loopback.ADDRESS + ":" + port;
    return Map.of(
        "listeners",
        client + ",CONTROLLER://" + Loopback.ADDRESS + ":" + controllerPort,
        "advertised.listeners",
        client,
        "listener.security.protocol.map",
        "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name",
        "CLIENT",
        "controller.listener.names",
        "CONTROLLER",
        "controller.quorum.voters",
        NODE + "@" + Loopback.ADDRESS + ":" + controllerPort);
  }

  /** No second broker to replicate to or to wait for. */
  private static Map<String, String> single() {
    Map<String, String> settings = new HashMap<>();
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // A killed broker may come back when its old session is over: Kafka's 9 s would make every
    // restart after a kill wait that long.
    settings.put("broker.session.timeout.ms", "4000");
    settings.put("broker.heartbeat.interval.ms", "1000");
    // A killed process loses nothing (the page cache stays); a power cut at most these 5 s.
    settings.put("log.flush.interval.ms", "5000");
    settings.put("log.flush.scheduler.interval.ms", "1000");
    return settings;
  }

  private static Map<String, String> small() {
    Map<String, String> settings = new HashMap<>();
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * MEGABYTE));
    settings.put("log.cleaner.io.buffer.size", Integer.toString(MEGABYTE / 4));
    // Small segments: retention frees space early, and recovery after a kill reads little.
    settings.put("log.segment.bytes", Integer.toString(64 * MEGABYTE));
    settings.put("log.index.size.max.bytes", Integer.toString(MEGABYTE));
    settings.put("metadata.log.segment.bytes", Integer.toString(16 * MEGABYTE));
    settings.put("metric.reporters", "");
    return settings;
  }
}
