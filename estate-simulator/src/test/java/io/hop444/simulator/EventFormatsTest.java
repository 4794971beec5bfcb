/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.estate.EventFormat;
import io.hop444.simulator.estate.Server;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class EventFormatsTest {

  private static final Instant FROM = Instant.parse("2026-11-20T10:00:00Z");
  private static final Estate ESTATE = Estate.of(2, 4, 40);

  @TempDir Path folder;
  private Logs logs;

  @BeforeEach
  void breakEveryServerOnce() throws IOException {
    List<Fault> faults = new ArrayList<>();
    for (Server server : ESTATE.servers()) {
      for (FaultKind kind : List.of(FaultKind.BINDING_MISSING, FaultKind.CERTIFICATE_UNUSABLE)) {
        faults.add(Fault.between(kind, server.name(), FROM.plusSeconds(30), FROM.plusSeconds(200)));
      }
    }
    EstateSimulator.writeBatch(
        new Simulation(ESTATE, faults, FROM, 5, 3), Duration.ofMinutes(5), folder);
    logs = new Logs(folder);
  }

  @Test
  void shouldWriteXmlThatParsesWithTheEndpointAsNamedData() throws Exception {
    for (Server server : ESTATE.servers()) {
      if (server.style().events().name().contains("XML")) {
        List<String> endpoints = new ArrayList<>();
        for (String line : logs.lines("/" + server.name() + "/events/")) {
          endpoints.addAll(endpoints(line, "15021"));
        }
        assertThat(endpoints).as(server.name()).isNotEmpty().containsOnly("0.0.0.0:444");
      }
    }
  }

  @Test
  void shouldTranslateMessagesOnlyWhereTheSystemIsTranslated() {
    assertThat(lines(EventFormat.XML)).noneMatch(line -> line.contains("<Message>"));
    assertThat(lines(EventFormat.RENDERED_XML))
        .anyMatch(line -> line.contains("SSL Certificate Settings deleted for endpoint"));
    assertThat(lines(EventFormat.RENDERED_XML_GERMAN))
        .anyMatch(line -> line.contains("Fehler beim Verwenden der SSL-Konfiguration"));
    assertThat(lines(EventFormat.RENDERED_XML_FRENCH))
        .anyMatch(line -> line.contains("Paramètres de certificat SSL supprimés"));
  }

  @Test
  void shouldWriteJsonThatParsesWithTheEndpointWhereTheShipperPutsIt() throws IOException {
    assertThat(values(EventFormat.WINLOGBEAT, "/event/code", "/winlog/event_data/Endpoint"))
        .contains("0.0.0.0:444");
    assertThat(values(EventFormat.NXLOG, "/EventID", "/Endpoint")).contains("0.0.0.0:444");
    assertThat(values(EventFormat.OPENWEC, "/System/EventID", "/EventData/Endpoint"))
        .contains("0.0.0.0:444");
    assertThat(values(EventFormat.FLUENT_BIT, "/EventID", "/StringInserts/1"))
        .contains("0.0.0.0:444");
  }

  @Test
  void shouldEndTheErrorDataWithTheStatusCode() throws IOException {
    assertThat(values(EventFormat.OPENWEC, "/System/EventID", "/EventData/Binary"))
        .allMatch(binary -> binary.length() == 88)
        .anyMatch(binary -> binary.endsWith("5F0000C0"));
  }

  @Test
  void shouldWriteInventoriesAsJson() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Path> files =
        logs.files("/inventory/").stream().filter(f -> f.toString().endsWith("json")).toList();

    assertThat(files).hasSizeGreaterThan(ESTATE.servers().size());
    for (Path file : files) {
      JsonNode snapshot = json.readTree(file.toFile());
      assertThat(snapshot.path("takenAt").asText()).endsWith("Z");
      assertThat(snapshot.path("bindings").size()).isBetween(2, 3);
      assertThat(snapshot.path("certificates").size()).isPositive();
    }
  }

  private List<String> lines(EventFormat format) {
    return ESTATE.servers().stream()
        .filter(server -> server.style().events() == format)
        .flatMap(server -> logs.lines("/" + server.name() + "/events/").stream())
        .toList();
  }

  /** Values at a pointer of all events 15021. */
  private List<String> values(EventFormat format, String id, String pointer) throws IOException {
    List<String> values = new ArrayList<>();
    for (String line : lines(format)) {
      JsonNode event = new ObjectMapper().readTree(line);
      if (event.at(id).asText().equals("15021")) {
        values.add(event.at(pointer).asText());
      }
    }
    return values;
  }

  private static List<String> endpoints(String line, String id) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    List<String> endpoints = new ArrayList<>();
    if (document.getElementsByTagName("EventID").item(0).getTextContent().equals(id)) {
      var data = document.getElementsByTagName("Data");
      for (int i = 0; i < data.getLength(); i++) {
        if (((Element) data.item(i)).getAttribute("Name").equals("Endpoint")) {
          endpoints.add(data.item(i).getTextContent());
        }
      }
    }
    return endpoints;
  }
}
