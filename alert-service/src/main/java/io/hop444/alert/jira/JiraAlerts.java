/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.jira;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.notice.Action;
import io.hop444.alert.notice.JsonText;
import io.hop444.alert.notice.MessageFormat;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.OutgoingMessage;
import io.hop444.alert.receiver.Endpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * Writes alerts of Jira Service Management, the integration events API that was Opsgenie's. Rules:
 * message of at most 130 characters (needed), alias 512, description 15,000, at most 20 tags of 50,
 * details of text only and 8,000 characters in total, entity 512, source 100, note 25,000, priority
 * P1 to P5. An alert of a known alias is counted, so an update is a note on it.
 *
 * @see <a href="https://docs.opsgenie.com/docs/alert-api">Alert API</a>
 */
public final class JiraAlerts implements MessageFormat {

  private static final int MAX_MESSAGE = 130;
  private static final int MAX_ALIAS = 512;
  private static final int MAX_DESCRIPTION = 15_000;
  private static final int MAX_NOTE = 25_000;
  private static final int MAX_TAG = 50;
  private static final int MAX_ENTITY = 512;
  private static final int MAX_DETAIL = 500;

  private final Endpoint.Http endpoint;

  public JiraAlerts(Endpoint.Http endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public OutgoingMessage write(Notice notice, Instant now) {
    ObjectNode body = notice.action() == Action.TRIGGER ? alert(notice) : note(notice);
    return OutgoingMessage.json(
        url(notice),
        Map.of("authorization", "GenieKey " + endpoint.secrets().get(0)),
        JsonText.of(body));
  }

  private URI url(Notice notice) {
    String alias = URLEncoder.encode(alias(notice), StandardCharsets.UTF_8).replace("+", "%20");
    String of = endpoint.url() + "/" + alias;
    return switch (notice.action()) {
      case TRIGGER -> endpoint.url();
      case UPDATE -> URI.create(of + "/notes?identifierType=alias");
      case ACKNOWLEDGE -> URI.create(of + "/acknowledge?identifierType=alias");
      case RESOLVE -> URI.create(of + "/close?identifierType=alias");
    };
  }

  private static ObjectNode alert(Notice notice) {
    ObjectNode alert = JsonText.object();
    alert.put("message", JsonText.cut(notice.title(), MAX_MESSAGE));
    alert.put("alias", alias(notice));
    alert.put("description", JsonText.cut(notice.plainText(), MAX_DESCRIPTION));
    alert.put("entity", JsonText.cut(notice.node(), MAX_ENTITY));
    alert.put("source", "hop444");
    alert.put("priority", priority(notice.severity()));
    alert.putArray("tags").add("hop444").add(JsonText.cut(notice.classOfEvent(), MAX_TAG));
    ObjectNode details = alert.putObject("details");
    notice
        .facts()
        .forEach(fact -> details.put(fact.label(), JsonText.cut(fact.text(), MAX_DETAIL)));
    details.put("Link", JsonText.cut(notice.link(), MAX_DETAIL));
    return alert;
  }

  private static ObjectNode note(Notice notice) {
    ObjectNode note = JsonText.object();
    note.put("source", "hop444");
    note.put("note", JsonText.cut(notice.plainText(), MAX_NOTE));
    return note;
  }

  private static String alias(Notice notice) {
    return JsonText.cut(notice.dedupKey(), MAX_ALIAS);
  }

  private static String priority(Severity severity) {
    return switch (severity) {
      case OUTAGE -> "P1";
      case WARNING -> "P3";
      case INFO -> "P5";
    };
  }
}
