/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.servicenow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.notice.Action;
import io.hop444.alert.notice.JsonText;
import io.hop444.alert.notice.MessageFormat;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.OutgoingMessage;
import io.hop444.alert.receiver.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;

/**
 * Writes events for ServiceNow Event Management. Rules of the table em_event: source, node, type,
 * resource and metric_name of at most 100 characters, message_key of at most 1,024, severity 0
 * (clear) to 5, time_of_event as {@code yyyy-MM-dd HH:mm:ss} in UTC, additional_info a JSON object
 * in a string, resolution_state New or Closing.
 *
 * @see <a
 *     href="https://docs.servicenow.com/bundle/orlando-it-operations-management/page/product/event-management/concept/c_EMIntegrateRequirementEvent.html">ServiceNow:
 *     event field format for event collection</a>
 */
public final class ServiceNowEvents implements MessageFormat {

  private static final int MAX_FIELD = 100;
  private static final int MAX_KEY = 1_024;
  private static final int MAX_DESCRIPTION = 4_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Endpoint.Http endpoint;

  public ServiceNowEvents(Endpoint.Http endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public OutgoingMessage write(Notice notice, Instant now) {
    boolean over = notice.action() == Action.RESOLVE;
    ObjectNode record = JsonText.object();
    record.put("source", "hop444");
    record.put("event_class", field("hop444 " + notice.site()));
    record.put("node", field(notice.node()));
    record.put("resource", "Exchange Back End, port 444");
    record.put("metric_name", field(notice.classOfEvent()));
    record.put("type", "Second hop");
    record.put("message_key", JsonText.cut(notice.dedupKey(), MAX_KEY));
    record.put("severity", over ? "0" : severity(notice.severity()));
    record.put("resolution_state", over ? "Closing" : "New");
    record.put("time_of_event", TIME.format(notice.at()));
    record.put("description", JsonText.cut(notice.plainText(), MAX_DESCRIPTION));
    ObjectNode more = JsonText.object();
    more.put("action", notice.action().name());
    more.put("kind", notice.kind().name());
    more.put("hop444_key", notice.dedupKey());
    more.put("hop444_link", notice.link());
    notice.facts().forEach(fact -> more.put(fact.label(), fact.text()));
    record.put("additional_info", JsonText.of(more));
    ObjectNode body = JsonText.object();
    body.putArray("records").add(record);
    return OutgoingMessage.json(
        endpoint.url(),
        Map.of("accept", "application/json", "authorization", authorization()),
        JsonText.of(body));
  }

  private String authorization() {
    String secret = endpoint.secrets().get(0);
    return endpoint
        .user()
        .map(
            user ->
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString((user + ':' + secret).getBytes(StandardCharsets.UTF_8)))
        .orElse("Bearer " + secret);
  }

  private static String field(String text) {
    return JsonText.cut(text.strip(), MAX_FIELD);
  }

  /** 1 critical, 4 warning, 5 information. */
  private static String severity(Severity severity) {
    return switch (severity) {
      case OUTAGE -> "1";
      case WARNING -> "4";
      case INFO -> "5";
    };
  }
}
