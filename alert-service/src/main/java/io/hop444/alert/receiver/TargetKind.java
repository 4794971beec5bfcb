/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.receiver;

import io.hop444.alert.routing.Updates;
import java.util.Locale;
import java.util.Optional;

/** The products that can be told. */
public enum TargetKind {
  /** Anything that receives Standard Webhooks 1.0. */
  WEBHOOK(Updates.ALL, null),
  PAGERDUTY(Updates.IMPORTANT, "https://events.pagerduty.com/v2/enqueue"),
  SERVICENOW(Updates.IMPORTANT, null),
  /** Jira Service Management's alerts. */
  JIRA(Updates.IMPORTANT, "https://api.atlassian.com/jsm/ops/integration/v2/alerts"),
  /** Anything that receives what Alertmanager sends to webhooks. */
  ALERTMANAGER(Updates.IMPORTANT, null),
  TEAMS(Updates.NONE, null),
  SLACK(Updates.NONE, null),
  EMAIL(Updates.NONE, null);

  private final Updates updates;
  private final String url;

  TargetKind(Updates updates, String url) {
    this.updates = updates;
    this.url = url;
  }

  /** In the file of routes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Which updates a target of this kind gets where its owner says nothing. */
  public Updates usualUpdates() {
    return updates;
  }

  /** The product's own address, where there is one for all. */
  public Optional<String> usualUrl() {
    return Optional.ofNullable(url);
  }
}
