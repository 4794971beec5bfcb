/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.postgres.PostgresAudit;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Notes in the audit who is shown raw text of evidence, where that text names people. Pseudonyms
 * are no personal data to their reader, so nothing is noted as long as the collectors redact.
 */
@ApplicationScoped
public class Reveals {

  private PostgresAudit audit;
  private boolean textNamesPeople;

  Reveals() {}

  @Inject
  Reveals(PostgresAudit audit, AlertConfig config) {
    this.audit = audit;
    this.textNamesPeople = !config.evidenceIsRedacted();
  }

  /** Whether anything has to be noted. */
  public boolean areNoted() {
    return textNamesPeople;
  }

  /**
   * Notes that {@code caller} is about to be shown what is at the address; returns when the
   * database has it.
   *
   * @throws SQLException when it could not be noted: nothing must be shown then
   */
  public void note(RoutingContext context, Caller caller) throws SQLException {
    if (textNamesPeople) {
      audit.revealed(
          new PostgresAudit.Call(
              UUID.randomUUID().toString(),
              caller.name(),
              caller.role().name(),
              context.request().method().name(),
              context.normalizedPath()));
    }
  }
}
