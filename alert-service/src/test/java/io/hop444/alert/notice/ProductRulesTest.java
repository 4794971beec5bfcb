/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.hop444.alert.alertmanager.AlertmanagerWebhook;
import io.hop444.alert.domain.BlastRadius;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.Confidence;
import io.hop444.alert.domain.Course;
import io.hop444.alert.domain.Diagnosis;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.Evidence;
import io.hop444.alert.domain.Handling;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.IncidentKey;
import io.hop444.alert.domain.IncidentState;
import io.hop444.alert.domain.Involved;
import io.hop444.alert.domain.Observation;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.jira.JiraAlerts;
import io.hop444.alert.pagerduty.PagerDutyEvents;
import io.hop444.alert.receiver.Endpoint;
import io.hop444.alert.servicenow.ServiceNowEvents;
import io.hop444.alert.slack.SlackMessage;
import io.hop444.alert.teams.TeamsCard;
import io.hop444.alert.webhook.StandardWebhook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What each product's documentation asks of a message, checked with an ordinary incident and with
 * one whose every text is as long as can be. The sources stand at the classes.
 */
class ProductRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:05:10Z");
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Endpoint.Http ENDPOINT =
      new Endpoint.Http(URI.create("https://receiver.test/x"), Optional.empty(), List.of(KEY));
  private static final List<EventType> LIFE =
      List.of(EventType.OPENED, EventType.UPDATED, EventType.ACKNOWLEDGED, EventType.RESOLVED);

  private static Notice notice(EventType type, String id, String text) {
    Evidence piece =
        new Evidence("HTTP_PROXY", "DUB", "cas01", "DUB/CAS01/HttpProxy_1.LOG", 18_231, NOW, text);
    Observation observed =
        new Observation(
            new IncidentKey(id, 3, "DUB", "mbx07"),
            1,
            new Diagnosis(
                Cause.BINDING_MISSING,
                Confidence.HIGH,
                text,
                List.of(),
                List.of(text),
                List.of(),
                Optional.of(text)),
            new BlastRadius(
                Collections.nCopies(60, "cas01"), List.of(), List.of("Owa"), 42, false, 913),
            Involved.ALONE,
            new Course(NOW.minusSeconds(60), NOW, NOW),
            Collections.nCopies(9, piece));
    IncidentState state =
        type == EventType.RESOLVED ? new IncidentState.Resolved(NOW) : new IncidentState.Open();
    Incident incident = new Incident(observed, state, Handling.UNTOUCHED, NOW, NOW);
    ObjectMapper mapper =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    String body = new EventBody(mapper, URI.create("https://hop444.test/")).of(type, NOW, incident);
    return Notice.of("msg_1", NoticeKind.EVENT, id, body);
  }

  private static Notice ordinary(EventType type) {
    return notice(type, "dub-mbx07-3", "No certificate is bound to port 444 of mbx07.");
  }

  private static Notice longest(EventType type) {
    return notice(type, "i".repeat(200), "<*[x](http://evil.test)>&\n".repeat(80));
  }

  private static JsonNode json(MessageFormat format, Notice notice) {
    OutgoingMessage message = format.write(notice, NOW);
    assertThat(message.headers()).containsEntry("content-type", "application/json");
    return JsonText.read(message.body());
  }

  @Test
  void shouldSayCauseImpactEvidenceFixAndLink() {
    String text = ordinary(EventType.OPENED).plainText();

    assertThat(text)
        .contains("Cause: BINDING_MISSING (confidence HIGH)")
        .contains("Impact: about 42 people, 913 failed requests")
        .contains("DUB/CAS01/HttpProxy_1.LOG at byte 18231: No certificate")
        .contains("Fix: On mbx07, bind its")
        .contains("More: https://hop444.test/?incident=dub-mbx07-3");
  }

  @Test
  void shouldCarryOneKeyWithTheGenerationFromTriggerToEnd() {
    assertThat(LIFE.stream().map(type -> ordinary(type).dedupKey()).distinct())
        .containsExactly("hop444:dub-mbx07-3:3");
    assertThat(DedupKey.subjectOf("hop444:dub-mbx07-3:3")).isEqualTo("dub-mbx07-3");
    assertThat(DedupKey.subjectOf("dub-mbx07-3")).isEqualTo("dub-mbx07-3");
  }

  @Test
  void shouldKeepToPagerDutysRules() {
    PagerDutyEvents format = new PagerDutyEvents(ENDPOINT);
    for (EventType type : LIFE) {
      JsonNode event = json(format, longest(type));
      assertThat(event.path("routing_key").asText()).hasSize(32);
      assertThat(event.path("event_action").asText()).isIn("trigger", "acknowledge", "resolve");
      assertThat(event.path("dedup_key").asText()).hasSizeBetween(1, 255);
      assertThat(event.at("/payload/summary").asText()).hasSizeBetween(1, 1_024);
      assertThat(event.at("/payload/source").asText()).isNotEmpty();
      assertThat(event.at("/payload/severity").asText())
          .isIn("critical", "error", "warning", "info");
      assertThat(Instant.parse(event.at("/payload/timestamp").asText())).isBefore(NOW);
    }
    assertThat(
            LIFE.stream().map(type -> json(format, ordinary(type)).path("event_action").asText()))
        .containsExactly("trigger", "trigger", "acknowledge", "resolve");
  }

  @Test
  void shouldKeepToServiceNowsRules() {
    ServiceNowEvents format = new ServiceNowEvents(ENDPOINT);
    for (EventType type : LIFE) {
      JsonNode record = json(format, longest(type)).at("/records/0");
      for (String field :
          List.of("source", "node", "type", "resource", "metric_name", "event_class")) {
        assertThat(record.path(field).asText()).as(field).hasSizeBetween(1, 100);
      }
      assertThat(record.path("message_key").asText()).hasSizeBetween(1, 1_024);
      assertThat(record.path("severity").asText()).matches("[0-5]");
      assertThat(record.path("resolution_state").asText()).isIn("New", "Closing");
      assertThat(record.path("time_of_event").asText()).isEqualTo("2026-11-20 10:05:10");
      assertThat(record.path("description").asText()).hasSizeBetween(1, 4_000);
      assertThat(JsonText.read(record.path("additional_info").asText()).isObject()).isTrue();
    }
    JsonNode end = json(format, ordinary(EventType.RESOLVED)).at("/records/0");
    assertThat(end.path("severity").asText()).isEqualTo("0");
    assertThat(end.path("resolution_state").asText()).isEqualTo("Closing");
    Endpoint.Http withUser = new Endpoint.Http(ENDPOINT.url(), Optional.of("u"), List.of("p"));
    assertThat(new ServiceNowEvents(withUser).write(ordinary(EventType.OPENED), NOW).headers())
        .containsEntry("authorization", "Basic dTpw");
  }

  @Test
  void shouldKeepToJirasRules() {
    JiraAlerts format = new JiraAlerts(ENDPOINT);
    JsonNode alert = json(format, longest(EventType.OPENED));

    assertThat(alert.path("message").asText()).hasSizeBetween(1, 130);
    assertThat(alert.path("alias").asText()).hasSizeBetween(1, 512);
    assertThat(alert.path("description").asText()).hasSizeBetween(1, 15_000);
    assertThat(alert.path("entity").asText()).hasSizeBetween(1, 512);
    assertThat(alert.path("source").asText()).hasSizeBetween(1, 100);
    assertThat(alert.path("priority").asText()).isEqualTo("P1");
    assertThat(alert.path("tags"))
        .hasSizeBetween(1, 20)
        .allMatch(tag -> tag.asText().length() <= 50);
    int details = 0;
    for (JsonNode value : alert.path("details")) {
      assertThat(value.isTextual()).isTrue();
      details += value.asText().length();
    }
    assertThat(details).isLessThan(7_500);
    assertThat(json(format, longest(EventType.UPDATED)).path("note").asText())
        .hasSizeBetween(1, 25_000);
    assertThat(LIFE.stream().map(type -> format.write(ordinary(type), NOW).url().toString()))
        .containsExactly(
            "https://receiver.test/x",
            "https://receiver.test/x/hop444%3Adub-mbx07-3%3A3/notes?identifierType=alias",
            "https://receiver.test/x/hop444%3Adub-mbx07-3%3A3/acknowledge?identifierType=alias",
            "https://receiver.test/x/hop444%3Adub-mbx07-3%3A3/close?identifierType=alias");
    assertThat(format.write(ordinary(EventType.OPENED), NOW).headers())
        .containsEntry("authorization", "GenieKey " + KEY);
  }

  @Test
  void shouldKeepToAlertmanagersRules() {
    AlertmanagerWebhook format = new AlertmanagerWebhook("am", ENDPOINT);
    JsonNode firing = json(format, ordinary(EventType.OPENED));
    JsonNode resolved = json(format, ordinary(EventType.RESOLVED));

    assertThat(firing.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "version",
            "groupKey",
            "truncatedAlerts",
            "status",
            "receiver",
            "groupLabels",
            "commonLabels",
            "commonAnnotations",
            "externalURL",
            "alerts");
    assertThat(firing.path("version").asText()).isEqualTo("4");
    assertThat(firing.path("status").asText()).isEqualTo("firing");
    assertThat(resolved.path("status").asText()).isEqualTo("resolved");
    assertThat(firing.at("/alerts/0").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint");
    assertThat(firing.at("/alerts/0/endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(Instant.parse(resolved.at("/alerts/0/endsAt").asText())).isEqualTo(NOW);
    assertThat(firing.at("/alerts/0/fingerprint").asText()).matches("[0-9a-f]{16}");
    assertThat(resolved.at("/alerts/0/labels")).isEqualTo(firing.at("/alerts/0/labels"));
    assertThat(resolved.path("groupKey")).isEqualTo(firing.path("groupKey"));
  }

  @Test
  void shouldKeepToTeamsRulesAndLetNoLogWriteLinks() {
    TeamsCard format = new TeamsCard(ENDPOINT);
    OutgoingMessage message = format.write(longest(EventType.OPENED), NOW);
    JsonNode card = JsonText.read(message.body()).at("/attachments/0/content");

    assertThat(message.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(28_000);
    assertThat(JsonText.read(message.body()).path("type").asText()).isEqualTo("message");
    assertThat(JsonText.read(message.body()).at("/attachments/0/contentType").asText())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
    assertThat(card.path("version").asText()).isEqualTo("1.4");
    for (JsonNode block : card.path("body")) {
      assertThat(block.path("type").asText()).isIn("TextBlock", "FactSet");
      assertThat(block.path("text").asText()).doesNotContain("[x](http");
    }
    assertThat(card.at("/actions/0/type").asText()).isEqualTo("Action.OpenUrl");
  }

  @Test
  void shouldKeepToSlacksRulesAndEscape() {
    SlackMessage format = new SlackMessage(ENDPOINT);
    JsonNode message = json(format, longest(EventType.OPENED));

    assertThat(message.path("text").asText()).isNotEmpty().doesNotContain("<", ">");
    assertThat(message.path("blocks")).hasSizeBetween(1, 50);
    for (JsonNode block : message.path("blocks")) {
      switch (block.path("type").asText()) {
        case "header" -> {
          assertThat(block.at("/text/type").asText()).isEqualTo("plain_text");
          assertThat(block.at("/text/text").asText()).hasSizeBetween(1, 150);
        }
        case "section" -> {
          assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
          block
              .path("fields")
              .forEach(field -> assertThat(field.path("text").asText()).hasSizeBetween(1, 2_000));
          if (block.has("text")) {
            assertThat(block.at("/text/text").asText()).hasSizeBetween(1, 3_000);
          }
        }
        case "actions" -> {
          assertThat(block.at("/elements/0/text/text").asText()).hasSizeBetween(1, 75);
          assertThat(block.at("/elements/0/url").asText()).hasSizeBetween(1, 3_000);
        }
        default -> throw new AssertionError("no such block: " + block);
      }
    }
  }

  @Test
  void shouldSendTheBodyAsItStandsWithASignatureForEachSecret() {
    String one = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    String other = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    Notice notice = longest(EventType.OPENED);
    OutgoingMessage both =
        new StandardWebhook(
                new Endpoint.Http(ENDPOINT.url(), Optional.empty(), List.of(one, other)))
            .write(notice, NOW);
    OutgoingMessage old =
        new StandardWebhook(new Endpoint.Http(ENDPOINT.url(), Optional.empty(), List.of(other)))
            .write(notice, NOW);

    assertThat(both.body()).isEqualTo(notice.text());
    assertThat(both.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(20_000);
    assertThat(both.headers()).containsEntry("webhook-id", "msg_1");
    assertThat(both.headers().get("webhook-signature").split(" "))
        .hasSize(2)
        .contains(old.headers().get("webhook-signature"));
  }

  @Test
  void shouldMarkADrillToItsEnd() {
    String end = ordinary(EventType.RESOLVED).text();
    Notice drill = Notice.of("msg_1", NoticeKind.DRILL, "dub-mbx07-3", end);

    assertThat(drill.title()).startsWith("DRILL, nothing is wrong: Resolved: ");
    assertThat(json(new PagerDutyEvents(ENDPOINT), drill).at("/payload/summary").asText())
        .startsWith("DRILL");
    assertThat(json(new JiraAlerts(ENDPOINT), drill).path("note").asText()).startsWith("DRILL");
    assertThat(json(new SlackMessage(ENDPOINT), drill).path("text").asText()).startsWith("DRILL");
  }
}
