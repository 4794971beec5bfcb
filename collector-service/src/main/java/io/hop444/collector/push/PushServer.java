/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.push;

import io.hop444.collector.source.BatchShipping;
import io.hop444.collector.source.EventIntake;
import io.hop444.collector.source.SourceCounts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.Logger;

/**
 * Takes pushed Windows events: {@code POST /ingest/windows-events} with a bearer token. Memory is
 * bounded by the largest body and by what may be on its way; whoever comes then is told to come
 * back. The answer 200 means that Kafka has acknowledged all of the body.
 */
public final class PushServer implements AutoCloseable {

  /** Where events are posted to. */
  public static final String PATH = "/ingest/windows-events";

  private static final Logger LOG = Logger.getLogger(PushServer.class);

  /** Bodies of the largest size that may be on their way at a time; smaller ones are more. */
  private static final int LARGEST_BODIES = 4;

  private static final int IDLE_SECONDS = 60;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final PushSettings settings;
  private final PushTokens tokens;
  private final EventIntake intake;
  private final BatchShipping shipping;
  private final Vertx vertx;
  private final SourceCounts counts = new SourceCounts();
  private final Refusals refusals = new Refusals();
  private final AtomicLong bytesOnTheirWay = new AtomicLong();
  private HttpServer server;

  /** A server that is not listening yet. */
  public PushServer(
      PushSettings settings,
      PushTokens tokens,
      EventIntake intake,
      BatchShipping shipping,
      Vertx vertx) {
    this.settings = settings;
    this.tokens = tokens;
    this.intake = intake;
    this.shipping = shipping;
    this.vertx = vertx;
  }

  /**
   * Listens.
   *
   * @throws IllegalArgumentException when it cannot, with the keys that say where
   */
  public void start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    if (settings.certificate() != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(settings.certificate().toString())
                  .setKeyPath(settings.key().toString()));
    }
    try {
      server =
          vertx
              .createHttpServer(options)
              .requestHandler(this::take)
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalArgumentException(
          "the push listener cannot start; see collector.push.host, .port, .certificate-file and"
              + " .key-file: "
              + e.getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
    LOG.infof(
        "Windows events are taken by HTTP. host=%s port=%d tls=%s path=%s",
        settings.host(), port(), settings.certificate() != null, PATH);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** What was shipped. */
  public SourceCounts counts() {
    return counts;
  }

  /** How many requests were refused for this reason. */
  public long refused(PushRefusal refusal) {
    return refusals.count(refusal);
  }

  private void take(HttpServerRequest request) {
    PushRefusal refusal = refusalOf(request);
    if (refusal != null) {
      refusals.answer(request, refusal);
      return;
    }
    long announced = announced(request);
    boolean known = announced >= 0 && request.getHeader(HttpHeaders.CONTENT_ENCODING) == null;
    long reserved = known ? announced : settings.maxBodyBytes();
    long limit = (long) LARGEST_BODIES * settings.maxBodyBytes();
    if (bytesOnTheirWay.addAndGet(reserved) > limit) {
      bytesOnTheirWay.addAndGet(-reserved);
      refusals.answer(request, PushRefusal.BUSY);
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    new Body(request, reserved).read();
  }

  private PushRefusal refusalOf(HttpServerRequest request) {
    if (!PATH.equals(request.path())) {
      return PushRefusal.NOT_FOUND;
    }
    if (!HttpMethod.POST.equals(request.method())) {
      return PushRefusal.METHOD_NOT_ALLOWED;
    }
    if (!tokens.accept(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      return PushRefusal.UNAUTHORIZED;
    }
    if (announced(request) > settings.maxBodyBytes()) {
      return PushRefusal.TOO_LARGE;
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null
        && !encoding.equalsIgnoreCase("gzip")
        && !encoding.equalsIgnoreCase("identity")) {
      return PushRefusal.UNKNOWN_ENCODING;
    }
    return shipping.isReady() ? null : PushRefusal.NOT_DURABLE;
  }

  /** The announced length, -1 when none is announced. */
  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length.trim());
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  /** The body of one request, on its event loop until it is complete. */
  private final class Body {

    private final HttpServerRequest request;
    private final long reserved;
    private final boolean gzip;
    private final Buffer bytes = Buffer.buffer();
    private boolean over;

    Body(HttpServerRequest request, long reserved) {
      this.request = request;
      this.reserved = reserved;
      this.gzip = "gzip".equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING));
    }

    void read() {
      request.handler(this::more);
      request.exceptionHandler(gone -> release());
      request.endHandler(end -> complete());
    }

    private void more(Buffer piece) {
      if (over) {
        return;
      }
      if (bytes.length() + piece.length() > settings.maxBodyBytes()) {
        release();
        refusals.answer(request, PushRefusal.TOO_LARGE);
      } else {
        bytes.appendBuffer(piece);
      }
    }

    private void complete() {
      if (over) {
        return;
      }
      String source = "push:" + request.remoteAddress().hostAddress();
      var unused =
          vertx
              .executeBlocking(() -> intake.read(plain(), source, settings.site()), false)
              .compose(this::ship)
              .onComplete(
                  answer -> {
                    release();
                    if (answer.succeeded()) {
                      taken(answer.result());
                    } else {
                      failed(answer.cause());
                    }
                  });
    }

    private Future<EventIntake.Batch> ship(EventIntake.Batch batch) {
      return vertx
          .executeBlocking(() -> shipping.ship(batch.made()), false)
          .compose(Future::fromCompletionStage)
          .map(nothing -> batch);
    }

    private byte[] plain() throws IOException {
      if (!gzip) {
        return bytes.getBytes();
      }
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.getBytes()))) {
        byte[] expanded = in.readNBytes(settings.maxBodyBytes() + 1);
        if (expanded.length > settings.maxBodyBytes()) {
          throw new BodyTooLargeException();
        }
        return expanded;
      }
    }

    private void taken(EventIntake.Batch batch) {
      counts.acknowledged(
          batch.counts().records(), batch.counts().ignored(), batch.counts().undecodable());
      if (request.response().closed()) {
        return;
      }
      Future<Void> unused =
          request
              .response()
              .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
              .end(
                  "{\"shipped\":%d,\"ignored\":%d,\"unreadable\":%d}\n"
                      .formatted(
                          batch.counts().records(),
                          batch.counts().ignored(),
                          batch.counts().undecodable()));
    }

    private void failed(Throwable cause) {
      if (cause instanceof BodyTooLargeException) {
        refusals.answer(request, PushRefusal.TOO_LARGE);
      } else if (cause instanceof IOException) {
        refusals.answer(request, PushRefusal.DAMAGED);
      } else {
        counts.failed();
        LOG.warnf(
            "Pushed events were not acknowledged; their shipper keeps them. reason=%s", cause);
        refusals.answer(request, PushRefusal.NOT_DURABLE);
      }
    }

    private void release() {
      if (!over) {
        over = true;
        bytesOnTheirWay.addAndGet(-reserved);
      }
    }
  }

  @Override
  public void close() {
    if (server != null) {
      Future<Void> unused = server.close();
    }
  }
}
