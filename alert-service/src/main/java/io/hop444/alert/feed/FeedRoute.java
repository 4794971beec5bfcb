/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.problem.Problem;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code GET /api/v1/feed}. A plain route: the connection's write queue has to be seen to keep slow
 * clients from taking memory. Its description stands in {@code META-INF/openapi.yaml}.
 */
@ApplicationScoped
class FeedRoute {

  static final String PATH = "/api/v1/feed";

  private final FeedHub hub;

  @Inject
  FeedRoute(FeedHub hub) {
    this.hub = hub;
  }

  void register(@Observes Router router) {
    router.get(PATH).handler(this::open);
  }

  private void open(RoutingContext context) {
    try {
      Caller.require(context, Role.VIEWER);
      OptionalLong after = after(context);
      long newest = hub.position();
      if (newest < 0) {
        throw Problem.unavailable("the database does not answer yet; try again in a few seconds");
      }
      if (!hub.hasRoom()) {
        throw Problem.unavailable("too many clients follow the feed (alert.feed.max-clients)");
      }
      stream(context, after.orElse(newest));
    } catch (Problem problem) {
      problem.answer(context.response());
    }
  }

  /** The header wins: a browser that reconnects sends it beside the address it was first given. */
  private static OptionalLong after(RoutingContext context) {
    String text = context.request().getHeader("Last-Event-ID");
    if (text == null || text.isEmpty()) {
      text = context.request().getParam("after");
    }
    if (text == null || text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long cursor = Long.parseLong(text);
      if (cursor >= 0) {
        return OptionalLong.of(cursor);
      }
    } catch (NumberFormatException e) {
      // Told below, as any other value that is no cursor.
    }
    throw Problem.badRequest(
        "Last-Event-ID or after must be the id of an event of this feed, or 0 for all there are");
  }

  private void stream(RoutingContext context, long after) {
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    AtomicReference<FeedClient> self = new AtomicReference<>();
    FeedClient client =
        new FeedClient(
            response,
            context.vertx().getOrCreateContext(),
            hub.clientQueue(),
            after,
            () -> hub.drained(self.get()));
    self.set(client);
    response.closeHandler(nothing -> hub.leave(client));
    response.exceptionHandler(failure -> hub.leave(client));
    hub.join(client);
  }
}
