/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The trace of a change goes on to the receiver by way of the table, retries included. */
@Order(SharedAlert.WITH_TOKENS)
class TracedDeliveryIT {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  @Test
  void shouldGiveTheReceiverTheTraceOfTheChange() {
    Receiver receiver = SHARED.receiver();
    receiver.answer("traced", Receiver.Answer.of(500));

    SHARED.wire().sendTraced(Change.opened("traced"), TRACE);
    SHARED.wire().sendTraced(Change.opened("badly-traced"), "00-nothing\r\nx: y");

    await().until(() -> receiver.of("traced").size() == 2);
    await().until(() -> !receiver.of("badly-traced").isEmpty());
    assertThat(receiver.of("traced"))
        .extracting(got -> got.headers().get("traceparent"))
        .containsOnly(TRACE);
    assertThat(receiver.of("badly-traced").get(0).headers()).containsEntry("traceparent", "");
  }
}
