/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.webhook;

import io.hop444.alert.config.WebhookTarget;
import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.DeliveryReason;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Posts one event to one target. Follows no redirect and reads no answer's body. Thread-safe. */
final class WebhookSender {

  private final HttpClient client;
  private final WebhookTarget target;
  private final StandardWebhookSignature signature;
  private final Duration timeout;
  private final Clock clock;

  WebhookSender(WebhookTarget target, Duration timeout, Executor executor, Clock clock) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .executor(executor)
            .build();
    this.target = target;
    this.signature = new StandardWebhookSignature(target.secret());
    this.timeout = timeout;
    this.clock = clock;
  }

  DeliveryOutcome send(String id, String body) throws InterruptedException {
    Instant now = clock.instant();
    HttpRequest request =
        HttpRequest.newBuilder(target.url())
            .timeout(timeout)
            .header("content-type", "application/json")
            .header("user-agent", "hop444")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .header("webhook-signature", signature.sign(id, now, body))
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      // The request's own time-out ends with the headers; a body may trickle for ever.
      HttpResponse<Void> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return DeliveryOutcome.ofStatus(
          response.statusCode(),
          RetryAfter.parse(response.headers().firstValue("retry-after"), clock.instant()));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new DeliveryOutcome.Unreachable(DeliveryReason.TIMED_OUT);
    } catch (ExecutionException e) {
      return new DeliveryOutcome.Unreachable(reasonOf(e));
    }
  }

  private static DeliveryReason reasonOf(ExecutionException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.net.http.HttpTimeoutException) {
        return DeliveryReason.TIMED_OUT;
      }
      if (cause instanceof SSLException) {
        return DeliveryReason.TLS_FAILED;
      }
    }
    return DeliveryReason.UNREACHABLE;
  }
}
