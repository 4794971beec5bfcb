/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.webhook;

import io.hop444.alert.notice.MessageFormat;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.OutgoingMessage;
import io.hop444.alert.receiver.Endpoint;
import io.hop444.alert.receiver.SigningSecret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sends the body as it stands in the table, signed. While a secret is changed there are two: each
 * signs, and the receiver may know either.
 */
public final class StandardWebhook implements MessageFormat {

  private final URI url;
  private final List<StandardWebhookSignature> signatures;

  public StandardWebhook(Endpoint.Http endpoint) {
    this.url = endpoint.url();
    this.signatures =
        endpoint.secrets().stream()
            .map(SigningSecret::parse)
            .map(StandardWebhookSignature::new)
            .toList();
  }

  @Override
  public OutgoingMessage write(Notice notice, Instant now) {
    String signed =
        signatures.stream()
            .map(signature -> signature.sign(notice.id(), now, notice.text()))
            .collect(Collectors.joining(" "));
    return OutgoingMessage.json(
        url,
        Map.of(
            "webhook-id",
            notice.id(),
            "webhook-timestamp",
            Long.toString(now.getEpochSecond()),
            "webhook-signature",
            signed),
        notice.text());
  }
}
