/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.notice.Action;
import io.hop444.alert.notice.JsonText;
import io.hop444.alert.notice.MessageFormat;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.OutgoingMessage;
import io.hop444.alert.receiver.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes a message of blocks for an incoming webhook. Rules: text is needed beside blocks; at most
 * 50 blocks; header plain text of at most 150 characters; section at most 10 fields of 2,000, text
 * of 3,000; a button's text 75 and url 3,000; {@code & < >} are escaped.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Slack: blocks</a>
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">Slack:
 *     escaping</a>
 */
public final class SlackMessage implements MessageFormat {

  private static final int MAX_HEADER = 150;
  private static final int MAX_FIELDS = 10;
  private static final int MAX_FIELD = 1_000;
  private static final int MAX_SECTION = 3_000;
  private static final int MAX_URL = 3_000;

  private final Endpoint.Http endpoint;

  public SlackMessage(Endpoint.Http endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public OutgoingMessage write(Notice notice, Instant now) {
    ObjectNode message = JsonText.object();
    message.put("text", escape(notice.title()));
    ArrayNode blocks = message.putArray("blocks");
    blocks
        .addObject()
        .put("type", "header")
        .putObject("text")
        .put("type", "plain_text")
        .put("text", JsonText.cut(notice.title(), MAX_HEADER));
    List<Notice.Fact> facts = notice.facts();
    ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
    facts.stream()
        .limit(MAX_FIELDS)
        .forEach(
            fact ->
                fields
                    .addObject()
                    .put("type", "plain_text")
                    .put("text", fact.label() + ": " + JsonText.cut(fact.text(), MAX_FIELD)));
    List<String> evidence = notice.evidence(3);
    if (!evidence.isEmpty()) {
      section(blocks, "plain_text", String.join("\n", evidence));
    }
    if (!notice.fix().isEmpty() && notice.action() != Action.RESOLVE) {
      section(blocks, "plain_text", "Fix: " + notice.fix());
    }
    if (!notice.link().isEmpty() && notice.link().length() <= MAX_URL) {
      ObjectNode button =
          blocks.addObject().put("type", "actions").putArray("elements").addObject();
      button.put("type", "button");
      button.putObject("text").put("type", "plain_text").put("text", "Open in hop444");
      button.put("url", notice.link());
    }
    return OutgoingMessage.json(endpoint.url(), Map.of(), JsonText.of(message));
  }

  private static void section(ArrayNode blocks, String type, String text) {
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", type)
        .put("text", JsonText.cut(text, MAX_SECTION));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
