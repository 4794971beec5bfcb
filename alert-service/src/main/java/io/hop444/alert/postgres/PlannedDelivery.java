/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.notice.NoticeKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A notice to one target that is about to be written.
 *
 * @param body empty where it is the feed's
 */
record PlannedDelivery(String target, Event event, Optional<String> body, Timing timing) {

  private static final int WEBHOOK_ID_CHARACTERS = 27;

  /**
   * What is told.
   *
   * @param subject what it is about; order is kept among deliveries of one subject and target
   * @param type as receivers see it: {@code incident.opened}
   * @param webhookId stays the same for each attempt
   */
  record Event(String subject, String type, NoticeKind kind, String webhookId, Instant at) {}

  /**
   * When it is told.
   *
   * @param urgent at once; else with later ones of the kind, after a pause
   * @param delay before it is told at all
   * @param held because the incident comes and goes: replaces what was held before it
   */
  record Timing(boolean urgent, Duration delay, boolean held) {

    static final Timing NOW = new Timing(true, Duration.ZERO, false);
  }

  /**
   * Named by what happened, not by a row or an attempt: a change that is stored again, because the
   * database was restored, has the same id.
   */
  static String webhookId(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return "msg_"
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(digest)
              .substring(0, WEBHOOK_ID_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
