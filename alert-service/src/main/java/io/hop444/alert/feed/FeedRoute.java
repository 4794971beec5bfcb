/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.hop444.alert.access.Reveals;
import io.hop444.alert.problem.Problem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * {@code GET /api/v1/feed} (Server-Sent Events) and {@code /api/v1/feed/socket} (WebSocket). Plain
 * routes: the connection's write queue has to be seen to keep slow clients from taking memory.
 * Their description stands in {@code META-INF/openapi.yaml}.
 */
@ApplicationScoped
class FeedRoute {

  private static final Logger LOG = Logger.getLogger(FeedRoute.class);
  private static final String PATH = "/api/v1/feed";
  private static final String SOCKET_PATH = PATH + "/socket";

  private final FeedHub hub;
  private final Reveals reveals;

  @Inject
  FeedRoute(FeedHub hub, Reveals reveals) {
    this.hub = hub;
    this.reveals = reveals;
  }

  void register(@Observes Router router) {
    router.get(PATH).handler(context -> open(context, this::stream));
    router.get(SOCKET_PATH).handler(context -> open(context, this::upgrade));
    router.route(PATH).handler(FeedRoute::refuseMethod);
    router.route(SOCKET_PATH).handler(FeedRoute::refuseMethod);
  }

  private static void refuseMethod(RoutingContext context) {
    Problem.ofStatus(405, "Method not allowed", "this address does not take this method; use GET")
        .answer(context.response().putHeader("Allow", "GET"));
  }

  private void open(RoutingContext context, BiConsumer<RoutingContext, FeedRequest> start) {
    try {
      FeedRequest request = FeedRequest.of(context);
      hub.requireRoom();
      if (!reveals.areNoted()) {
        start.accept(context, request);
        return;
      }
      context
          .vertx()
          .executeBlocking(
              () -> {
                reveals.note(context, request.filter().caller());
                return request;
              })
          .onSuccess(noted -> start.accept(context, noted))
          .onFailure(
              failure ->
                  Problem.unavailable("the database does not answer; try again in a few seconds")
                      .answer(context.response()));
    } catch (Problem problem) {
      problem.answer(context.response());
    }
  }

  private void stream(RoutingContext context, FeedRequest request) {
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("X-Accel-Buffering", "no");
    FeedClient client =
        client(new SseSink(response, context.vertx().getOrCreateContext()), request);
    response.closeHandler(nothing -> hub.leave(client));
    response.exceptionHandler(failure -> hub.leave(client));
    hub.join(client);
    if (response.closed()) {
      // It went while its call was being noted, and nothing tells of that any more.
      hub.leave(client);
    }
  }

  private void upgrade(RoutingContext context, FeedRequest request) {
    if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
      Problem.ofStatus(426, "Upgrade required", "this address takes WebSocket handshakes only")
          .answer(context.response().putHeader("Upgrade", "websocket"));
      return;
    }
    context
        .request()
        .toWebSocket()
        .onSuccess(
            socket -> {
              FeedClient client =
                  client(new WebSocketSink(socket, context.vertx().getOrCreateContext()), request);
              socket.closeHandler(nothing -> hub.leave(client));
              socket.exceptionHandler(failure -> hub.leave(client));
              socket.handler(unread -> {});
              hub.join(client);
            })
        .onFailure(
            failure -> LOG.debugf("WebSocket handshake failed. reason=%s", failure.getMessage()));
  }

  /** A client that is not followed yet: its end has to be seen first. */
  private FeedClient client(FeedSink sink, FeedRequest request) {
    AtomicReference<FeedClient> self = new AtomicReference<>();
    FeedClient client =
        new FeedClient(
            sink,
            request.filter(),
            hub.clientQueue(),
            request.after() == FeedRequest.FROM_NOW ? hub.position() : request.after(),
            () -> hub.drained(self.get()));
    self.set(client);
    return client;
  }
}
