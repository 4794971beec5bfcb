/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.Incident;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
          "recoveredFrontEnds",
          "frontEnds",
          "protocols");

  private static final int LONGEST_TEXT = 2_000;

  private ObjectMapper json;

  EventBody() {}

  @Inject
  public EventBody(ObjectMapper json) {
    this.json = json;
  }

  /** The body of one event. */
  public String of(EventType type, Instant at, Incident incident) {
    ObjectNode body = json.createObjectNode();
    body.put("type", type.wireName());
    body.put("timestamp", at.toString());
    ObjectNode data = json.valueToTree(IncidentJson.of(incident));
    body.set("data", data);
    String text = write(body);
    for (String list : CUT_IN_THIS_ORDER) {
      if (fits(text)) {
        return text;
      }
      text = cut(body, (ArrayNode) data.get(list));
    }
    for (String field : List.of("summary", "changedBy")) {
      if (data.path(field).asText().length() > LONGEST_TEXT) {
        data.put(field, data.path(field).asText().substring(0, LONGEST_TEXT));
      }
    }
    return write(body);
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
    return bytes(text) <= MAX_BYTES;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private String write(ObjectNode node) {
    try {
      return json.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
  }
}
