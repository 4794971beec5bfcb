/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A demonstration without tokens, and clients that are slow. */
@Order(SharedAlert.ANONYMOUS + 1)
class AnonymousIT {

  private static final Pattern CUT = Pattern.compile("alert_feed_clients_cut_total (\\S+)");

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.anonymous();

  @Test
  void shouldLetOnlyLoopbackReadWithoutToken() {
    assertThat(SHARED.alert().token()).isEqualTo(SharedAlert.GIVEN_TOKEN);

    SHARED.anybody().get("/api/v1/incidents?limit=1").then().statusCode(200);
    SHARED
        .anybody()
        .header("Host", "rebound.test")
        .get("/api/v1/incidents?limit=1")
        .then()
        .statusCode(401);
    SHARED.anybody().post("/api/v1/targets/default/enable").then().statusCode(401);
    SHARED.with("wrong").get("/api/v1/incidents?limit=1").then().statusCode(401);
    SHARED
        .with(SHARED.issuer().token("anna", Map.of("groups", "hop444-admin", "hop444_sites", "*")))
        .get("/api/v1/status")
        .then()
        .statusCode(401);
    SHARED
        .anybody()
        .header("Authorization", "bearer " + SharedAlert.GIVEN_TOKEN)
        .post("/api/v1/targets/none/enable")
        .then()
        .statusCode(404);
  }

  @Test
  void shouldNoteNoReadingOfPseudonyms() {
    SHARED.anybody().get("/api/v1/findings").then().statusCode(200);

    SHARED
        .with(SharedAlert.GIVEN_TOKEN)
        .get("/api/v1/audit?revealed=true")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(0));
  }

  /** They want nothing: what other tests flood the feed with cuts none of them. */
  @Test
  void shouldTakeNoMoreClientsThanItMayAndOthersWhenOneLeaves() {
    List<FeedReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < SharedAlert.FEED_CLIENTS; i++) {
        readers.add(FeedReader.of(SHARED.alert(), SHARED.alert().token(), "?site=NOWHERE", null));
      }
      assertThat(oneMoreClient()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: ");

      readers.remove(0).close();

      await().until(() -> oneMoreClient().startsWith("HTTP/1.1 200 "));
    } finally {
      readers.forEach(FeedReader::close);
    }
  }

  private static String oneMoreClient() {
    return RawCall.headOf(SHARED.alert(), "/api/v1/feed?site=NOWHERE", "Accept: */*");
  }

  @Test
  void shouldCutAClientThatTakesNothing() throws Exception {
    assertIsCut("GET /api/v1/feed HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "sse");
  }

  @Test
  void shouldCutAWebSocketThatTakesNothing() throws Exception {
    assertIsCut(
        "GET /api/v1/feed/socket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        "socket");
  }

  private static void assertIsCut(String request, String name) throws Exception {
    double before = clientsCut();
    List<Change> flood = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      flood.add(Change.opened(name + '-' + i).evidence(12, "x".repeat(2_000)));
    }
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4_096);
      slow.connect(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), URI.create(SHARED.alert().address()).getPort()));
      slow.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(slow.getInputStream().read()).isEqualTo('H');

      SHARED.wire().sendAll(flood);

      await().until(() -> clientsCut() > before);
    }
  }

  private static double clientsCut() {
    Matcher cut = CUT.matcher(SHARED.anybody().get("/q/metrics").asString());
    return cut.find() ? Double.parseDouble(cut.group(1)) : 0;
  }
}
