/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e.tls;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.estate.EstateLayout;
import io.hop444.collector.estate.LogFile;
import io.hop444.collector.estate.RecordReader;
import io.hop444.collector.probe.ProbeSchedule;
import io.hop444.collector.probe.ProbeTarget;
import io.hop444.collector.probe.TrustedRoots;
import io.hop444.collector.source.BatchShipping;
import io.hop444.collector.source.SiteDirectory;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.topology.Correlation;
import io.hop444.schemas.RecordTime;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.Finding;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;

/**
 * One story: two front ends, one back end, a collector that probes, and what the correlator makes
 * of the logs. Time is told, not passed.
 */
final class Bench implements AutoCloseable {

  private static final String[] PROTOCOLS = {"Owa", "Ews", "Mapi"};
  private static final Duration STEP = Duration.ofSeconds(7);

  final Logs logs;
  final BackEnd backEnd;
  final FrontEnd first;
  final FrontEnd second;
  private final Path folder;
  private final TrustedRoots roots;
  private final List<BindingSnapshot> probes = new ArrayList<>();
  private Instant now;
  private int asked;
  private boolean repaired;

  Bench(Path folder, Instant from, FrontEnd first, FrontEnd second, TrustedRoots roots)
      throws IOException {
    this.folder = folder;
    this.now = from;
    this.first = first;
    this.second = second;
    this.roots = roots;
    this.logs = new Logs(folder);
    this.backEnd =
        new BackEnd(
            (request, status) -> {
              if (status == 503) {
                logs.refusedByHttpSys(now);
              } else {
                logs.reached(now, request, status <= 0 ? 200 : status);
              }
            });
  }

  /** From here on all is well: what was open must end. */
  void repaired() {
    repaired = true;
  }

  boolean isRepaired() {
    return repaired;
  }

  Instant now() {
    return now;
  }

  /** Requests of both front ends in turn over all protocols, one every seven seconds. */
  Bench ask(int count) {
    for (int i = 0; i < count; i++) {
      ask(asked % 2 == 0 ? first : second);
    }
    return this;
  }

  void ask(FrontEnd frontEnd) {
    String protocol = PROTOCOLS[asked / 2 % PROTOCOLS.length];
    String id = new UUID(444, asked).toString();
    now = now.plus(STEP);
    FrontEnd.Answer answer =
        frontEnd.ask(
            backEnd.port(),
            protocol.equals("Owa") ? "GET" : "POST",
            "/" + protocol.toLowerCase(java.util.Locale.ROOT),
            List.of(
                "Host: " + BackEnd.HOST,
                "Id: " + id,
                "Front-End: " + frontEnd.name,
                "Address: " + frontEnd.address));
    boolean named =
        !answer.backEndStatus().isEmpty() && !Character.isDigit(answer.backEndStatus().charAt(0));
    logs.proxied(
        now,
        frontEnd,
        protocol,
        id,
        "anna" + asked % 5,
        answer,
        named ? "WebExceptionStatus=" + answer.backEndStatus() + ";" : "");
    asked++;
  }

  /** Requests that the front end answers itself, without asking the back end. */
  void answerItself(int count, FrontEnd.Answer answer, String errors) {
    for (int i = 0; i < count; i++) {
      now = now.plus(STEP);
      logs.proxied(now, first, "Owa", new UUID(443, asked).toString(), "anna", answer, errors);
      asked++;
    }
  }

  void event(String server, String provider, int id, Map<String, String> data) {
    now = now.plusMillis(500);
    logs.event(now, server, provider, id, data);
  }

  void httpSys(int id, int port) {
    event("LOCALHOST", "Microsoft-Windows-HttpEvent", id, Map.of("Endpoint", "0.0.0.0:" + port));
  }

  /** One handshake of the collector's probe. */
  Bench probe() throws Exception {
    now = now.plusSeconds(1);
    InstantSource clock = () -> now;
    CompletableFuture<BindingSnapshot> made = new CompletableFuture<>();
    BatchShipping shipping =
        new BatchShipping() {
          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public CompletableFuture<Void> ship(List<? extends SpecificRecord> batch) {
            made.complete((BindingSnapshot) batch.get(0));
            return CompletableFuture.completedFuture(null);
          }
        };
    try (ProbeSchedule schedule =
        new ProbeSchedule(
            List.of(ProbeTarget.of(BackEnd.HOST + ":" + backEnd.port())),
            new ProbeSchedule.Settings(
                "bench", Duration.ofHours(1), 60, Duration.ofSeconds(2), roots),
            new SiteDirectory(folder, "OSL", clock),
            shipping,
            clock)) {
      schedule.start();
      probes.add(made.get(10, TimeUnit.SECONDS));
    }
    return this;
  }

  /** What the last probe was shown. */
  String thumbprintShown() {
    return probes.get(probes.size() - 1).getBindings().get(0).getThumbprint();
  }

  /** What the correlator concludes of all logs and probes: causes and findings, by name. */
  Conclusion conclude() throws IOException {
    List<SpecificRecord> records = new ArrayList<>(probes);
    for (LogFile file : EstateLayout.scan(folder).files()) {
      try (RecordReader reader = RecordReader.open(file, ReaderSettings.forReplay(() -> now))) {
        for (SpecificRecord record = reader.next(); record != null; record = reader.next()) {
          records.add(record);
        }
      }
    }
    records.sort(Comparator.comparing(RecordTime::of));
    Conclusion conclusion = new Conclusion(new TreeMap<>(), new TreeMap<>());
    Correlation correlation = new Correlation(Thresholds.DEFAULT, conclusion::take);
    records.forEach(correlation::accept);
    correlation.close();
    return conclusion;
  }

  /** The last word on each incident and finding. */
  record Conclusion(Map<String, Incident> incidents, Map<String, Finding> findings) {
    private void take(SpecificRecord result) {
      if (result instanceof IncidentChange change) {
        incidents.put(change.getIncident().getId(), change.getIncident());
      } else if (result instanceof Finding finding) {
        findings.put(finding.getId(), finding);
      }
    }
  }

  @Override
  public void close() throws IOException {
    backEnd.close();
  }
}
