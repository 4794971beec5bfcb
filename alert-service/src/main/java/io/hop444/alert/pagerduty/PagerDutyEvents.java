/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.pagerduty;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.notice.Action;
import io.hop444.alert.notice.JsonText;
import io.hop444.alert.notice.MessageFormat;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.OutgoingMessage;
import io.hop444.alert.receiver.Endpoint;
import java.time.Instant;
import java.util.Map;

/**
 * Writes events of PagerDuty's Events API v2. Rules: routing_key of 32 characters, event_action
 * trigger, acknowledge or resolve, dedup_key of at most 255 characters, and in the payload of a
 * trigger summary (at most 1,024 characters), source and severity (critical, error, warning, info).
 *
 * @see <a
 *     href="https://github.com/PagerDuty/developer-docs/tree/main/docs/events-API-v2">PagerDuty:
 *     Events API v2</a>
 */
public final class PagerDutyEvents implements MessageFormat {

  private static final int MAX_SUMMARY = 1_024;
  private static final int MAX_KEY = 255;

  private final Endpoint.Http endpoint;

  public PagerDutyEvents(Endpoint.Http endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public OutgoingMessage write(Notice notice, Instant now) {
    ObjectNode event = JsonText.object();
    event.put("routing_key", endpoint.secrets().get(0));
    event.put("event_action", action(notice.action()));
    event.put("dedup_key", JsonText.cut(notice.dedupKey(), MAX_KEY));
    event.put("client", "hop444");
    if (!notice.link().isEmpty()) {
      event.put("client_url", notice.link());
      ObjectNode link = event.putArray("links").addObject();
      link.put("href", notice.link());
      link.put("text", "Incident in hop444");
    }
    ObjectNode payload = event.putObject("payload");
    payload.put("summary", JsonText.cut(notice.title(), MAX_SUMMARY));
    payload.put("source", notice.node());
    payload.put("severity", severity(notice.severity()));
    payload.put("timestamp", notice.startedAt().toString());
    payload.put("component", "Exchange Back End, port 444");
    payload.put("group", notice.site().isEmpty() ? "estate" : notice.site());
    payload.put("class", notice.classOfEvent());
    ObjectNode details = payload.putObject("custom_details");
    notice.facts().forEach(fact -> details.put(fact.label(), fact.text()));
    details.put("Evidence", String.join("\n", notice.evidence(5)));
    details.put("Fix", notice.fix());
    return OutgoingMessage.json(endpoint.url(), Map.of(), JsonText.of(event));
  }

  private static String action(Action action) {
    return switch (action) {
      case TRIGGER, UPDATE -> "trigger";
      case ACKNOWLEDGE -> "acknowledge";
      case RESOLVE -> "resolve";
    };
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case OUTAGE -> "critical";
      case WARNING -> "warning";
      case INFO -> "info";
    };
  }
}
