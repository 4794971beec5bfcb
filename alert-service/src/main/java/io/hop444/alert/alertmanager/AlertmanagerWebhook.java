/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.alertmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.notice.Action;
import io.hop444.alert.notice.JsonText;
import io.hop444.alert.notice.MessageFormat;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.OutgoingMessage;
import io.hop444.alert.receiver.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Writes what Alertmanager sends to a webhook: version "4", groupKey, truncatedAlerts, status
 * (firing or resolved), receiver, groupLabels, commonLabels, commonAnnotations, externalURL, and
 * alerts of status, labels, annotations, startsAt, endsAt (zero while firing), generatorURL and
 * fingerprint. An alert is known by its labels, so they stay the same from trigger to end.
 *
 * @see <a
 *     href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">Prometheus:
 *     webhook_config</a>
 */
public final class AlertmanagerWebhook implements MessageFormat {

  /** Go's zero time, as Alertmanager writes the end of an alert that fires. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final String receiver;
  private final Endpoint.Http endpoint;

  /**
   * @param receiver name of the target
   */
  public AlertmanagerWebhook(String receiver, Endpoint.Http endpoint) {
    this.receiver = receiver;
    this.endpoint = endpoint;
  }

  @Override
  public OutgoingMessage write(Notice notice, Instant now) {
    String status = notice.action() == Action.RESOLVE ? "resolved" : "firing";
    ObjectNode labels = labels(notice);
    ObjectNode annotations = annotations(notice);
    ObjectNode body = JsonText.object();
    body.put("version", "4");
    body.put("groupKey", "{}:{hop444_key=\"" + notice.dedupKey() + "\"}");
    body.put("truncatedAlerts", 0);
    body.put("status", status);
    body.put("receiver", receiver);
    body.putObject("groupLabels").put("hop444_key", notice.dedupKey());
    body.set("commonLabels", labels);
    body.set("commonAnnotations", annotations);
    body.put("externalURL", notice.link());
    ObjectNode alert = body.putArray("alerts").addObject();
    alert.put("status", status);
    alert.set("labels", labels);
    alert.set("annotations", annotations);
    alert.put("startsAt", notice.startedAt().toString());
    alert.put("endsAt", notice.action() == Action.RESOLVE ? notice.at().toString() : NEVER);
    alert.put("generatorURL", notice.link());
    alert.put("fingerprint", fingerprint(notice.dedupKey()));
    Map<String, String> headers =
        endpoint.secrets().isEmpty()
            ? Map.of()
            : Map.of("authorization", "Bearer " + endpoint.secrets().get(0));
    return OutgoingMessage.json(endpoint.url(), headers, JsonText.of(body));
  }

  /** Nothing that changes during the life of an incident: no cause, no severity by hand. */
  private static ObjectNode labels(Notice notice) {
    ObjectNode labels = JsonText.object();
    labels.put("alertname", "ExchangeSecondHop");
    labels.put("hop444_key", notice.dedupKey());
    labels.put("site", notice.site());
    labels.put("instance", notice.node());
    labels.put("job", "hop444");
    return labels;
  }

  private static ObjectNode annotations(Notice notice) {
    ObjectNode annotations = JsonText.object();
    annotations.put("summary", notice.title());
    annotations.put("description", notice.plainText());
    annotations.put("severity", severity(notice.severity()));
    annotations.put("cause", notice.classOfEvent());
    annotations.put("action", notice.action().name().toLowerCase(Locale.ROOT));
    annotations.put("fix", notice.fix());
    annotations.put("link", notice.link());
    return annotations;
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case OUTAGE -> "critical";
      case WARNING -> "warning";
      case INFO -> "info";
    };
  }

  /** 16 hexadecimal digits, as Alertmanager's are. */
  private static String fingerprint(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().toHexDigits(ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
