/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.teams;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
 * Writes an adaptive card in a message, as the workflow "Post to a channel when a webhook request
 * is received" takes it: type message, one attachment of contentType
 * application/vnd.microsoft.card.adaptive; at most 28 kB together. Text from logs is kept out of
 * Markdown by escaping.
 *
 * @see <a
 *     href="https://learn.microsoft.com/en-us/connectors/teams/#microsoft-teams-webhook">Microsoft
 *     Teams connector: webhook</a>
 * @see <a href="https://adaptivecards.io/explorer/">Adaptive Cards schema 1.4</a>
 */
public final class TeamsCard implements MessageFormat {

  private static final int MAX_TEXT = 1_000;

  private final Endpoint.Http endpoint;

  public TeamsCard(Endpoint.Http endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public OutgoingMessage write(Notice notice, Instant now) {
    ObjectNode card = JsonText.object();
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    ArrayNode body = card.putArray("body");
    ObjectNode title = text(body, notice.title());
    title.put("weight", "Bolder");
    title.put("size", "Medium");
    title.put("color", colour(notice));
    ArrayNode facts = body.addObject().put("type", "FactSet").putArray("facts");
    notice
        .facts()
        .forEach(
            fact ->
                facts
                    .addObject()
                    .put("title", fact.label())
                    .put("value", escape(JsonText.cut(fact.text(), MAX_TEXT))));
    notice.evidence(3).forEach(line -> text(body, line).put("fontType", "Monospace"));
    if (!notice.fix().isEmpty() && notice.action() != Action.RESOLVE) {
      text(body, "Fix: " + notice.fix());
    }
    if (!notice.link().isEmpty()) {
      card.putArray("actions")
          .addObject()
          .put("type", "Action.OpenUrl")
          .put("title", "Open in hop444")
          .put("url", notice.link());
    }
    ObjectNode message = JsonText.object();
    message.put("type", "message");
    ObjectNode attachment = message.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.putNull("contentUrl");
    attachment.set("content", card);
    return OutgoingMessage.json(endpoint.url(), Map.of(), JsonText.of(message));
  }

  private static ObjectNode text(ArrayNode body, String text) {
    return body.addObject()
        .put("type", "TextBlock")
        .put("text", escape(JsonText.cut(text, MAX_TEXT)))
        .put("wrap", true);
  }

  private static String colour(Notice notice) {
    if (notice.action() == Action.RESOLVE) {
      return "Good";
    }
    return notice.severity() == Severity.OUTAGE ? "Attention" : "Warning";
  }

  /** Adaptive cards read a part of Markdown: a name in a log must not become a link. */
  private static String escape(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]()#])", "\\\\$1");
  }
}
