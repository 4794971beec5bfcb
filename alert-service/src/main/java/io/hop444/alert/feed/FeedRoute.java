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

/**
 * {@code GET /api/v1/feed}. A plain route: the connection's write queue has to be seen to keep slow
 * clients from taking memory. Its description stands in {@code META-INF/openapi.yaml}.
 */
@ApplicationScoped
class FeedRoute {

  static final String PATH = "/api/v1/feed";

  private final FeedHub hub;
  private final Reveals reveals;

  @Inject
  FeedRoute(FeedHub hub, Reveals reveals) {
    this.hub = hub;
    this.reveals = reveals;
  }

  void register(@Observes Router router) {
    router.get(PATH).handler(this::open);
    router
        .route(PATH)
        .handler(
            context ->
                Problem.ofStatus(
                        405,
                        "Method not allowed",
                        "this address does not take this method; use GET")
                    .answer(context.response().putHeader("Allow", "GET")));
  }

  private void open(RoutingContext context) {
    try {
      FeedRequest request = FeedRequest.of(context);
      hub.requireRoom();
      if (!reveals.areNoted()) {
        stream(context, request);
        return;
      }
      context
          .vertx()
          .executeBlocking(
              () -> {
                reveals.note(context, request.filter().caller());
                return request;
              })
          .onSuccess(noted -> stream(context, noted))
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
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    FeedClient client =
        client(hub, new SseSink(response, context.vertx().getOrCreateContext()), request);
    response.closeHandler(nothing -> hub.leave(client));
    response.exceptionHandler(failure -> hub.leave(client));
    hub.join(client);
  }

  /** A client that is not followed yet: its end has to be seen first. */
  private static FeedClient client(FeedHub hub, FeedSink sink, FeedRequest request) {
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
