/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The subprotocol of the feed's WebSocket. A browser has to name one to be able to send its token
 * as another one beside it, and drops the connection unless the server answers with it.
 */
@ApplicationScoped
class FeedProtocol implements HttpServerOptionsCustomizer {

  static final String NAME = "hop444.feed";

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.addWebSocketSubProtocol(NAME);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    options.addWebSocketSubProtocol(NAME);
  }
}
