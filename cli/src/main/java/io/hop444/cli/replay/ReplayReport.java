/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.wire.Evidence;
import io.hop444.wire.Finding;
import io.hop444.wire.Gap;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Collects what the correlation concludes and writes it as the one JSON document of a replay. */
final class ReplayReport implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An incident with its evidence is up to 80 kB. */
  private static final int INCIDENTS_IN_MEMORY = 256;

  private static final int FINDINGS_IN_MEMORY = 2_000;

  private final Path file;
  private final NewestRecords<Incident> incidents;
  private final NewestRecords<Finding> findings;
  private final Map<String, Gap> gaps = new LinkedHashMap<>();

  /**
   * @param file the report; its folder also takes what memory should not
   */
  ReplayReport(Path file) {
    this.file = file.toAbsolutePath();
    Path folder = this.file.getParent();
    this.incidents =
        new NewestRecords<>(Incident.class, Incident::getStartedAt, INCIDENTS_IN_MEMORY, folder);
    this.findings =
        new NewestRecords<>(Finding.class, Finding::getFirstAt, FINDINGS_IN_MEMORY, folder);
  }

  /**
   * Keeps the newest of each.
   *
   * @throws java.io.UncheckedIOException when the report's folder cannot be written
   */
  void take(SpecificRecord result) {
    if (result instanceof IncidentChange change) {
      incidents.put(change.getIncident().getId(), change.getIncident());
    } else if (result instanceof Finding finding) {
      findings.put(finding.getId(), finding);
    } else if (result instanceof Gap gap) {
      gaps.put(gap.getId(), gap);
    } else {
      throw new IllegalArgumentException("not a result: " + result.getClass());
    }
  }

  int incidentCount() {
    return incidents.size();
  }

  /** In order of their beginning. */
  void forEachIncident(Consumer<Incident> action) throws IOException {
    incidents.forEach(action);
  }

  /** Writes the whole document or nothing. */
  void write(InputCounts input, List<String> ignored) throws IOException {
    Path unfinished =
        Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
    try {
      try (JsonGenerator out =
          JSON.createGenerator(unfinished.toFile(), JsonEncoding.UTF8)
              .setPrettyPrinter(new DefaultPrettyPrinter())) {
        out.writeStartObject();
        out.writeArrayFieldStart("incidents");
        incidents.forEach(incident -> write(out, nodeOf(incident)));
        out.writeEndArray();
        out.writeArrayFieldStart("findings");
        findings.forEach(finding -> write(out, nodeOf(finding)));
        out.writeEndArray();
        out.writeArrayFieldStart("gaps");
        gaps.values().stream()
            .filter(Gap::getOpen)
            .sorted(
                Comparator.comparing(Gap::getSite)
                    .thenComparing(Gap::getServer)
                    .thenComparing(Gap::getId))
            .forEach(gap -> write(out, nodeOf(gap)));
        out.writeEndArray();
        out.writeFieldName("input");
        out.writeTree(nodeOf(input, ignored));
        out.writeEndObject();
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void write(JsonGenerator out, ObjectNode node) {
    try {
      out.writeTree(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode nodeOf(InputCounts input, List<String> ignored) {
    ObjectNode node = JSON.createObjectNode();
    node.put("files", input.files());
    node.put("lines", input.lines());
    node.put("bytes", input.bytes());
    ObjectNode kinds = node.putObject("recordsByKind");
    input.recordsByKind().forEach(kinds::put);
    node.put("undecodable", input.undecodable());
    putAll(node.putArray("ignored"), ignored);
    return node;
  }

  private static ObjectNode nodeOf(Incident incident) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", incident.getId());
    node.put("generation", incident.getGeneration());
    node.put("site", incident.getSite());
    node.put("backEnd", incident.getBackEnd());
    node.put("cause", incident.getCause().name());
    node.put("confidence", incident.getConfidence().name());
    node.put("state", incident.getState().name());
    node.put("startedAt", text(incident.getStartedAt()));
    node.put("detectedAt", text(incident.getDetectedAt()));
    node.put("resolvedAt", text(incident.getResolvedAt()));
    node.put("lastFailureAt", text(incident.getLastFailureAt()));
    putAll(node.putArray("frontEnds"), incident.getFrontEnds());
    putAll(node.putArray("recoveredFrontEnds"), incident.getRecoveredFrontEnds());
    putAll(node.putArray("protocols"), incident.getProtocols());
    node.put("usersAffected", incident.getUsersAffected());
    node.put("usersExact", incident.getUsersExact());
    node.put("failedRequests", incident.getFailedRequests());
    node.put("summary", incident.getSummary());
    ArrayNode hops = node.putArray("hops");
    incident
        .getHops()
        .forEach(
            hop ->
                hops.addObject()
                    .put("number", hop.getNumber())
                    .put("verdict", hop.getVerdict().name())
                    .put("detail", hop.getDetail()));
    putAll(node.putArray("reasonsFor"), incident.getReasonsFor());
    putAll(node.putArray("reasonsAgainst"), incident.getReasonsAgainst());
    node.put("changedBy", incident.getChangedBy());
    node.put("scope", incident.getScope().name());
    node.put("groupId", incident.getGroupId());
    putAll(node.putArray("groupBackEnds"), incident.getGroupBackEnds());
    ArrayNode evidence = node.putArray("evidence");
    incident.getEvidence().forEach(piece -> add(evidence, piece));
    return node;
  }

  private static void add(ArrayNode nodes, Evidence piece) {
    nodes
        .addObject()
        .put("kind", piece.getKind().name())
        .put("file", piece.getFile())
        .put("offset", piece.getOffset())
        .put("time", text(piece.getTime()))
        .put("text", piece.getText());
  }

  private static ObjectNode nodeOf(Finding finding) {
    ObjectNode node = JSON.createObjectNode();
    node.put("kind", finding.getKind().name());
    node.put("severity", finding.getSeverity().name());
    node.put("site", finding.getSite());
    node.put("server", finding.getServer());
    node.put("firstAt", text(finding.getFirstAt()));
    node.put("lastAt", text(finding.getLastAt()));
    node.put("count", finding.getCount());
    node.put("summary", finding.getSummary());
    ArrayNode evidence = node.putArray("evidence");
    finding.getEvidence().forEach(piece -> add(evidence, piece));
    return node;
  }

  private static ObjectNode nodeOf(Gap gap) {
    return JSON.createObjectNode()
        .put("site", gap.getSite())
        .put("server", gap.getServer())
        .put("log", gap.getLog())
        .put("reason", gap.getReason())
        .put("detail", gap.getDetail());
  }

  private static void putAll(ArrayNode nodes, List<String> values) {
    values.forEach(nodes::add);
  }

  private static String text(Instant time) {
    return time == null ? null : time.toString();
  }

  @Override
  public void close() throws IOException {
    incidents.close();
    findings.close();
  }
}
