/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.Finding;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.notice.Remedy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Writes the body of an event: {@code {"type","timestamp","data"}}, at most {@value #MAX_BYTES}
 * bytes. What does not fit is left out, the least telling first: evidence from its end, then
 * reasons, details of hops, lists of names.
 */
@ApplicationScoped
public class EventBody {

  /** Standard Webhooks 1.0 asks for less than 20 kB. */
  public static final int MAX_BYTES = 20_000;

  private static final List<String> CUT_IN_THIS_ORDER =
      List.of(
          "evidence",
          "reasonsAgainst",
          "reasonsFor",
          "hops",
          "groupBackEnds",
          "recoveredFrontEnds",
          "frontEnds",
          "protocols",
          "backEnds",
          "sites");

  private static final int LONGEST_TEXT = 2_000;

  /** In UTF-8. */
  private static final int MOST_BYTES_OF_A_CHAR = 3;

  private ObjectMapper json;
  private URI page;

  EventBody() {}

  @Inject
  public EventBody(ObjectMapper json, CheckedConfig config) {
    this(json, config.pageUrl());
  }

  /**
   * @param page address of the page, for links
   */
  public EventBody(ObjectMapper json, URI page) {
    this.json = json;
    this.page = page;
  }

  private record IncidentEvent(String type, String timestamp, IncidentData data) {}

  private record IncidentData(@JsonUnwrapped IncidentJson incident, String fix, String link) {}

  /** The body of one event. */
  public String of(EventType type, Instant at, Incident incident) {
    IncidentData data =
        new IncidentData(
            IncidentJson.of(incident),
            Remedy.of(incident.observed().diagnosis().cause(), incident.observed().key().backEnd()),
            page("incident", incident.id()));
    // Nearly all fit as they are: a tree, of which something can be left out, costs as much again.
    String text = write(new IncidentEvent(type.wireName(), at.toString(), data));
    return fits(text) ? text : of(type.wireName(), at, json.valueToTree(data));
  }

  /** The body of a finding's event. */
  public String of(Instant at, Finding finding) {
    ObjectNode data = json.valueToTree(FindingJson.of(finding));
    data.put("link", page("view", "findings"));
    return of("finding.reported", at, data);
  }

  /** The body of an event about something else. */
  public String of(String type, Instant at, ObjectNode data) {
    ObjectNode body = json.createObjectNode();
    body.put("type", type);
    body.put("timestamp", at.toString());
    body.set("data", data);
    String text = write(body);
    for (String list : CUT_IN_THIS_ORDER) {
      if (fits(text)) {
        return text;
      }
      if (data.get(list) instanceof ArrayNode array) {
        text = cut(body, array);
      }
    }
    for (String field : List.of("summary", "changedBy", "resolvedReason")) {
      if (data.path(field).asText().length() > LONGEST_TEXT) {
        data.put(field, data.path(field).asText().substring(0, LONGEST_TEXT));
      }
    }
    return write(body);
  }

  /** An address of the page. */
  public String page(String parameter, String value) {
    return page + "?" + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** An empty object for {@link #of(String, Instant, ObjectNode)}. */
  public ObjectNode data() {
    return json.createObjectNode();
  }

  /** Shortens {@code list} to the longest beginning with which the body fits. */
  private String cut(ObjectNode body, ArrayNode list) {
    int over = bytes(write(body)) - MAX_BYTES;
    while (over > 0 && !list.isEmpty()) {
      over -= bytes(list.remove(list.size() - 1).toString()) + 1;
    }
    return write(body);
  }

  private static boolean fits(String text) {
    return text.length() <= MAX_BYTES / MOST_BYTES_OF_A_CHAR || bytes(text) <= MAX_BYTES;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private String write(Object event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text, numbers and times can always be written", e);
    }
  }
}
