/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.DeliveryReason;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.notice.MessageFormat;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.OutgoingMessage;
import io.hop444.alert.notice.Sender;
import io.hop444.alert.receiver.AddressRule;
import io.hop444.alert.receiver.BlockedAddressException;
import io.hop444.alert.receiver.Endpoint;
import io.hop444.tracing.TraceParent;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;

/**
 * Posts to one target. Follows no redirect. The name is resolved and checked for each request, and
 * the connection goes to the address that was checked: an answer of the name service that changes
 * in between has no effect. Thread-safe.
 */
final class HttpSender implements Sender {

  private static final int MAX_ANSWER_BYTES = 4_096;

  private final HttpClient client;
  private final MessageFormat format;
  private final Endpoint.Http endpoint;
  private final AddressRule addresses;
  private final Limits limits;

  /** How long a request may take, and the clock that stamps it. */
  record Limits(Duration timeout, Clock clock) {}

  HttpSender(
      HttpClient client,
      MessageFormat format,
      Endpoint.Http endpoint,
      AddressRule addresses,
      Limits limits) {
    this.client = client;
    this.format = format;
    this.endpoint = endpoint;
    this.addresses = addresses;
    this.limits = limits;
  }

  @Override
  public Attempt send(Notice notice) throws InterruptedException {
    return send(notice, null);
  }

  @Override
  public Attempt send(Notice notice, TraceParent trace) throws InterruptedException {
    OutgoingMessage message = format.write(notice, limits.clock().instant());
    RequestOptions options;
    try {
      options = options(message);
    } catch (BlockedAddressException e) {
      return failed(DeliveryReason.ADDRESS_BLOCKED, e);
    } catch (UnknownHostException e) {
      return failed(DeliveryReason.UNREACHABLE, e);
    }
    if (trace != null) {
      options.putHeader(TraceParent.HEADER, trace.toString());
    }
    return exchange(options, Buffer.buffer(message.body().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String preview(Notice notice) {
    OutgoingMessage message = format.write(notice, limits.clock().instant());
    String body = message.body();
    for (String secret : endpoint.secrets()) {
      body = body.replace(secret, "***");
    }
    return "POST "
        + message.url().getScheme()
        + "://"
        + message.url().getHost()
        + "/...\n\n"
        + body;
  }

  private RequestOptions options(OutgoingMessage message)
      throws BlockedAddressException, UnknownHostException {
    URI url = message.url();
    boolean tls = "https".equals(url.getScheme());
    int usualPort = tls ? 443 : 80;
    int port = url.getPort() >= 0 ? url.getPort() : usualPort;
    // In a URI an IPv6 address stands in brackets.
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(allowed(host), port)))
            .setHost(host)
            .setPort(port)
            .setSsl(tls)
            .setURI(url.getRawQuery() == null ? path : path + '?' + url.getRawQuery())
            .putHeader("user-agent", "hop444");
    message.headers().forEach(options::putHeader);
    return options;
  }

  /** The first address of the name that may be connected to. */
  private InetAddress allowed(String host) throws BlockedAddressException, UnknownHostException {
    InetAddress[] all = InetAddress.getAllByName(host);
    for (InetAddress address : all) {
      if (addresses.allows(address)) {
        return address;
      }
    }
    throw new BlockedAddressException(all[0]);
  }

  private Attempt exchange(RequestOptions options, Buffer body) throws InterruptedException {
    CompletableFuture<Attempt> done = new CompletableFuture<>();
    AtomicReference<HttpClientRequest> sent = new AtomicReference<>();
    client
        .request(options)
        .onFailure(done::completeExceptionally)
        .onSuccess(
            request -> {
              sent.set(request);
              request.exceptionHandler(done::completeExceptionally);
              request
                  .send(body)
                  .onFailure(done::completeExceptionally)
                  .onSuccess(response -> read(response, done));
            });
    try {
      // One limit for all of it: a body may trickle for ever.
      return done.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (sent.get() != null) {
        sent.get().reset();
      }
      return new Attempt(new DeliveryOutcome.Unreachable(DeliveryReason.TIMED_OUT), "");
    } catch (ExecutionException e) {
      return failed(reasonOf(e), e.getCause());
    }
  }

  private void read(HttpClientResponse response, CompletableFuture<Attempt> done) {
    Buffer answer = Buffer.buffer();
    Runnable finish =
        () ->
            done.complete(
                new Attempt(
                    DeliveryOutcome.ofStatus(
                        response.statusCode(),
                        RetryAfter.parse(
                            Optional.ofNullable(response.getHeader("retry-after")),
                            limits.clock().instant())),
                    answer.toString(StandardCharsets.UTF_8)));
    response.exceptionHandler(done::completeExceptionally);
    response.endHandler(unused -> finish.run());
    response.handler(
        part -> {
          int room = MAX_ANSWER_BYTES - answer.length();
          answer.appendBuffer(part, 0, Math.min(part.length(), room));
          if (part.length() >= room) {
            finish.run();
            response.request().reset();
          }
        });
  }

  private static Attempt failed(DeliveryReason reason, Throwable cause) {
    return new Attempt(new DeliveryOutcome.Unreachable(reason), String.valueOf(cause.getMessage()));
  }

  private static DeliveryReason reasonOf(ExecutionException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectTimeoutException) {
        return DeliveryReason.TIMED_OUT;
      }
      if (cause instanceof SSLException) {
        return DeliveryReason.TLS_FAILED;
      }
    }
    return DeliveryReason.UNREACHABLE;
  }
}
