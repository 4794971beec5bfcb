/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.Evidence;
import io.hop444.alert.domain.Handling;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.IncidentState;
import io.hop444.alert.domain.Incidents;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventBodyTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:05:10Z");

  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private JsonNode body(List<Evidence> evidence) throws Exception {
    Incident incident =
        new Incident(
            Incidents.observation(1, 900, evidence),
            new IncidentState.Open(),
            Handling.UNTOUCHED,
            NOW,
            NOW);
    String text =
        new EventBody(json, URI.create("https://hop444.test/")).of(EventType.OPENED, NOW, incident);
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(20_000);
    return json.readTree(text);
  }

  @Test
  void shouldSayTypeTimestampAndIncident() throws Exception {
    JsonNode body = body(List.of());

    assertThat(body.fieldNames()).toIterable().containsExactly("type", "timestamp", "data");
    assertThat(body.get("type").asText()).isEqualTo("incident.opened");
    assertThat(body.get("timestamp").asText()).isEqualTo("2026-11-20T10:05:10Z");
    assertThat(body.at("/data/startedAt").asText()).isEqualTo("2026-11-20T10:05:02Z");
    assertThat(body.at("/data/resolvedAt").isNull()).isTrue();
    assertThat(body.get("data").fieldNames()).toIterable().endsWith("evidence", "fix", "link");
  }

  @Test
  void shouldCutEvidenceFromItsEndUntilItFits() throws Exception {
    List<Evidence> pieces =
        Stream.iterate(0L, offset -> offset + 1)
            .limit(50)
            .map(
                offset ->
                    new Evidence(
                        "HTTP_PROXY", "DUB", "cas01", "file", offset, NOW, "ä".repeat(1_000)))
            .toList();

    JsonNode data = body(pieces).get("data");

    assertThat(data.fieldNames()).toIterable().endsWith("evidence", "fix", "link");
    assertThat(data.get("evidenceTotal").asInt()).isEqualTo(50);
    assertThat(data.get("evidence").size()).isBetween(5, 12);
    assertThat(data.at("/evidence/0/offset").asLong()).isZero();
    assertThat(data.at("/reasonsFor/0").asText()).isEqualTo("event 15300");
  }
}
