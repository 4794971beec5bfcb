/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.alertmanager.AlertmanagerWebhook;
import io.hop444.alert.jira.JiraAlerts;
import io.hop444.alert.notice.MessageFormat;
import io.hop444.alert.pagerduty.PagerDutyEvents;
import io.hop444.alert.receiver.Endpoint;
import io.hop444.alert.receiver.TargetSpec;
import io.hop444.alert.servicenow.ServiceNowEvents;
import io.hop444.alert.slack.SlackMessage;
import io.hop444.alert.teams.TeamsCard;
import io.hop444.alert.webhook.StandardWebhook;

/** Which kind of receiver wants its notices how. */
public final class MessageFormats {

  private MessageFormats() {}

  /** The format of a target that is reached by HTTP. */
  public static MessageFormat of(TargetSpec target, Endpoint.Http endpoint) {
    return switch (target.kind()) {
      case WEBHOOK -> new StandardWebhook(endpoint);
      case PAGERDUTY -> new PagerDutyEvents(endpoint);
      case SERVICENOW -> new ServiceNowEvents(endpoint);
      case JIRA -> new JiraAlerts(endpoint);
      case ALERTMANAGER -> new AlertmanagerWebhook(target.name(), endpoint);
      case TEAMS -> new TeamsCard(endpoint);
      case SLACK -> new SlackMessage(endpoint);
      case EMAIL -> throw new IllegalStateException("e-mail is not HTTP");
    };
  }
}
