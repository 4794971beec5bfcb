/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.wire.Evidence;
import io.hop444.wire.Finding;
import io.hop444.wire.Gap;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Collects what the correlation concludes and writes it as the one JSON document of a replay. */
final class ReplayReport {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, Incident> incidents = new LinkedHashMap<>();
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final Map<String, Gap> gaps = new LinkedHashMap<>();

  /** Keeps the newest of each. */
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

  Collection<Incident> incidents() {
    return incidents.values().stream()
        .sorted(Comparator.comparing(Incident::getStartedAt).thenComparing(Incident::getId))
        .toList();
  }

  /** Writes the whole document or nothing. */
  void write(Path file, InputCounts input, List<String> ignored) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode incidentNodes = root.putArray("incidents");
    incidents().forEach(incident -> add(incidentNodes, incident));
    ArrayNode findingNodes = root.putArray("findings");
    findings.values().stream()
        .sorted(Comparator.comparing(Finding::getFirstAt).thenComparing(Finding::getId))
        .forEach(finding -> add(findingNodes, finding));
    ArrayNode gapNodes = root.putArray("gaps");
    gaps.values().stream()
        .filter(Gap::getOpen)
        .sorted(
            Comparator.comparing(Gap::getSite)
                .thenComparing(Gap::getServer)
                .thenComparing(Gap::getId))
        .forEach(gap -> add(gapNodes, gap));
    ObjectNode inputNode = root.putObject("input");
    inputNode.put("files", input.files());
    inputNode.put("lines", input.lines());
    inputNode.put("bytes", input.bytes());
    ObjectNode kinds = inputNode.putObject("recordsByKind");
    input.recordsByKind().forEach(kinds::put);
    inputNode.put("undecodable", input.undecodable());
    ArrayNode ignoredNodes = inputNode.putArray("ignored");
    ignored.forEach(ignoredNodes::add);

    Path folder = file.toAbsolutePath().getParent();
    Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), ".part");
    try {
      JSON.writeValue(unfinished.toFile(), root);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void add(ArrayNode nodes, Incident incident) {
    ObjectNode node = nodes.addObject();
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

  private static void add(ArrayNode nodes, Finding finding) {
    ObjectNode node = nodes.addObject();
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
  }

  private static void add(ArrayNode nodes, Gap gap) {
    nodes
        .addObject()
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
}
