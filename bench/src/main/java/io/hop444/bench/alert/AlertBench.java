/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.alert;

import io.hop444.bench.ProcessFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The alert service beside Alertmanager. Each measurement ends by itself within four minutes.
 * Prints rows of tables. See bench/README.md.
 */
final class AlertBench {

  private static final long LIMIT = 150_000_000_000L;
  private static final int BATCH = 500;

  private final Path work;
  private final Path jar;

  private AlertBench(Path work, Path jar) {
    this.work = work;
    this.jar = jar;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println(
          "usage: AlertBench WORK-FOLDER ALERT-JAR stored|webhooks|list|feed|socket...");
      System.exit(2);
    }
    Path work = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
    AlertBench bench =
        new AlertBench(
            Files.createTempDirectory(work, "run"), Path.of(arguments[1]).toAbsolutePath());
    for (String what : Arrays.asList(arguments).subList(2, arguments.length)) {
      switch (what) {
        case "stored" -> bench.stored();
        case "webhooks" -> bench.webhooks();
        case "list" -> bench.list();
        case "feed" -> FeedBench.run(bench.work.resolve(what), bench.jar, FeedCrowd.Way.EVENTS);
        case "socket" -> FeedBench.run(bench.work.resolve(what), bench.jar, FeedCrowd.Way.SOCKET);
        default -> throw new IllegalArgumentException("no measurement: " + what);
      }
    }
    System.exit(0);
  }

  static int setting(String name, int unlessSet) {
    return Integer.getInteger("bench." + name, unlessSet);
  }

  /** Changes from Kafka to commits in PostgreSQL; alerts into Alertmanager's memory. */
  private void stored() throws Exception {
    int incidents = setting("incidents", 5_000);
    int versions = 4;
    long changes = (long) incidents * versions;
    System.out.printf(
        "| %,d incident changes | changes/s | CPU s | database CPU s |%n|---|--:|--:|--:|%n",
        changes);
    try (AlertStack stack = new AlertStack(work.resolve("stored"), jar, Map.of())) {
      sendAll(stack, "warm", 500, versions);
      stack.awaitCount("select count(*) from timeline", 500L * versions, LIMIT);
      for (int round = 1; round <= setting("rounds", 3); round++) {
        ProcessFigures before = ProcessFigures.of(stack.pid());
        double databaseBefore = cpuOfTree(stack.postgresPid());
        long start = System.nanoTime();
        sendAll(stack, "store" + round, incidents, versions);
        long sent = System.nanoTime();
        long end =
            stack.awaitCount(
                "select count(*) from timeline", 500L * versions + round * changes, LIMIT);
        System.out.printf(
            "| hop444, committed in PostgreSQL, round %d | %,.0f | %.1f | %.1f |%n",
            round,
            changes / seconds(start, end),
            ProcessFigures.of(stack.pid()).cpuSeconds() - before.cpuSeconds(),
            cpuOfTree(stack.postgresPid()) - databaseBefore);
        System.out.printf("<!-- all were in Kafka after %.1f s -->%n", seconds(start, sent));
      }
    }
    if (!Alertmanager.isInstalled()) {
      System.out.println("| prometheus-alertmanager | not installed here | | |");
      return;
    }
    try (Alertmanager peer = new Alertmanager(work.resolve("stored-peer"), "")) {
      postAll(peer, "warm", 500, versions);
      ProcessFigures before = ProcessFigures.of(peer.pid());
      long start = System.nanoTime();
      postAll(peer, "store", incidents, versions);
      System.out.printf(
          "| prometheus-alertmanager, accepted in memory | %,.0f | %.1f | |%n",
          changes / seconds(start, System.nanoTime()),
          ProcessFigures.of(peer.pid()).cpuSeconds() - before.cpuSeconds());
    }
  }

  private static void sendAll(AlertStack stack, String prefix, int incidents, int versions) {
    for (int version = 1; version <= versions; version++) {
      for (int number = 0; number < incidents; number++) {
        stack.send(Load.change(prefix, number, version, versions));
      }
    }
    stack.flush();
  }

  private static void postAll(Alertmanager peer, String prefix, int incidents, int versions)
      throws Exception {
    for (int version = 1; version <= versions; version++) {
      for (int from = 0; from < incidents; from += BATCH) {
        List<String> alerts = new ArrayList<>();
        for (int number = from; number < Math.min(incidents, from + BATCH); number++) {
          alerts.add(Load.alert(prefix, number, version, versions));
        }
        peer.post(alerts);
      }
    }
  }

  /** One webhook for each new incident, to a receiver on this machine. */
  private void webhooks() throws Exception {
    int incidents = setting("webhooks", 10_000);
    System.out.printf(
        "| %,d webhooks | webhooks/s | CPU s | database CPU s |%n|---|--:|--:|--:|%n", incidents);
    try (Sink sink = new Sink();
        AlertStack stack = new AlertStack(work.resolve("webhooks"), jar, webhook(sink))) {
      sendAll(stack, "warm", 1_000, 1);
      sink.await(1_000, LIMIT);
      for (int round = 1; round <= setting("rounds", 3); round++) {
        ProcessFigures before = ProcessFigures.of(stack.pid());
        double databaseBefore = cpuOfTree(stack.postgresPid());
        long receivedBefore = sink.received();
        long start = System.nanoTime();
        sendAll(stack, "hook" + round, incidents, 1);
        long end = sink.await(1_000L + (long) round * incidents, LIMIT);
        System.out.printf(
            "| hop444, from Kafka, stored, signed, noted as delivered, round %d | %,.0f | %.1f |"
                + " %.1f |%n",
            round,
            (sink.received() - receivedBefore) / seconds(start, end),
            ProcessFigures.of(stack.pid()).cpuSeconds() - before.cpuSeconds(),
            cpuOfTree(stack.postgresPid()) - databaseBefore);
      }
    }
    if (!Alertmanager.isInstalled()) {
      System.out.println("| prometheus-alertmanager | not installed here | | |");
      return;
    }
    try (Sink sink = new Sink();
        Alertmanager peer = new Alertmanager(work.resolve("webhooks-peer"), sink.url())) {
      postAll(peer, "warm", 1_000, 1);
      sink.await(1_000, LIMIT);
      ProcessFigures before = ProcessFigures.of(peer.pid());
      long start = System.nanoTime();
      postAll(peer, "hook", incidents, 1);
      long end = sink.await(1_000L + incidents, LIMIT);
      System.out.printf(
          "| prometheus-alertmanager, a group for each | %,.0f | %.1f | |%n",
          (sink.received() - 1_000) / seconds(start, end),
          ProcessFigures.of(peer.pid()).cpuSeconds() - before.cpuSeconds());
    }
  }

  private static Map<String, String> webhook(Sink sink) {
    return Map.of(
        "alert.webhook.url",
        sink.url(),
        "alert.webhook.secret",
        "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        "alert.webhook.workers",
        System.getProperty("bench.workers", "32"));
  }

  /** Lists while 10,000 incidents are stored. */
  private void list() throws Exception {
    int incidents = setting("listed", 10_000);
    System.out.printf(
        "| list, %,d incidents stored | p50 ms | p99 ms |%n|---|--:|--:|%n", incidents);
    try (AlertStack stack = new AlertStack(work.resolve("list"), jar, Map.of())) {
      sendAll(stack, "list", incidents, 1);
      stack.awaitCount("select count(*) from incidents", incidents, LIMIT);
      for (String path :
          List.of(
              "/api/v1/incidents",
              "/api/v1/incidents?limit=200",
              "/api/v1/incidents?limit=200&site=S07&state=OPEN",
              "/api/v1/incidents?q=mbx4711")) {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          long start = System.nanoTime();
          if (stack.get(path).statusCode() != 200) {
            throw new IllegalStateException(path);
          }
          if (i >= 100) {
            micros.add((System.nanoTime() - start) / 1_000);
          }
        }
        print("hop444 `" + path + "`", micros);
      }
      List<Long> all = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        long start = System.nanoTime();
        stack.get("/api/v1/export/incidents?limit=100000");
        all.add((System.nanoTime() - start) / 1_000);
      }
      print("hop444, all of them (`/api/v1/export/incidents`)", all);
    }
    if (!Alertmanager.isInstalled()) {
      return;
    }
    try (Alertmanager peer = new Alertmanager(work.resolve("list-peer"), "")) {
      postAll(peer, "list", incidents, 1);
      List<Long> micros = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        long start = System.nanoTime();
        peer.get("/api/v2/alerts");
        micros.add((System.nanoTime() - start) / 1_000);
      }
      print("prometheus-alertmanager, all of them (`/api/v2/alerts`)", micros);
    }
  }

  private static void print(String name, List<Long> micros) {
    List<Long> sorted = new ArrayList<>(micros);
    Collections.sort(sorted);
    System.out.printf(
        "| %s | %.1f | %.1f |%n",
        name,
        sorted.get(sorted.size() / 2) / 1e3,
        sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1) / 1e3);
  }

  private static double seconds(long start, long end) {
    return (end - start) / 1e9;
  }

  /** PostgreSQL has a process for each connection. */
  private static double cpuOfTree(long pid) throws java.io.IOException {
    double sum = ProcessFigures.of(pid).cpuSeconds();
    List<ProcessHandle> children =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).toList();
    for (ProcessHandle child : children) {
      try {
        sum += ProcessFigures.of(child.pid()).cpuSeconds();
      } catch (java.io.IOException e) {
        // It ended meanwhile.
      }
    }
    return sum;
  }
}
