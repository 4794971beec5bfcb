/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Rights to consumer groups, to transactions and to the correlator's own topics. */
final class GroupCheck {

  /** A young cluster makes its own topics for groups and transactions first. */
  private static final int PATIENCE_MILLIS = 10_000;

  private final ServiceSettings settings;
  private final Admin admin;

  GroupCheck(ServiceSettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /** A group whose member the service is, or which it looks at. */
  void group(String key, String group, AclOperation needed) throws InterruptedException {
    try {
      Set<AclOperation> may =
          admin
              .describeConsumerGroups(List.of(group), withRights())
              .describedGroups()
              .get(group)
              .get()
              .authorizedOperations();
      if (may == null || may.contains(needed)) {
        settings.ok(key, "the group " + group + " may be used.");
      } else {
        lacks(key, group, needed);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupAuthorizationException) {
        lacks(key, group, needed);
      } else if (e.getCause() instanceof GroupIdNotFoundException) {
        // Who may not describe it is told so, not that there is none.
        settings.ok(key, "the group " + group + " is not there yet, and may be described.");
      } else {
        settings.warning(
            key,
            "the group " + group + " cannot be asked for: " + e.getCause().getMessage(),
            "Look at the brokers' logs.");
      }
    }
  }

  private static DescribeConsumerGroupsOptions withRights() {
    DescribeConsumerGroupsOptions options = new DescribeConsumerGroupsOptions();
    options.includeAuthorizedOperations(true);
    return options.timeoutMs(PATIENCE_MILLIS);
  }

  private void lacks(String key, String group, AclOperation needed) {
    settings.error(
        key,
        "this principal may not "
            + needed.name().toLowerCase(java.util.Locale.ROOT)
            + " the group "
            + group
            + ".",
        "Add this ACL on the group (docs/security.md, Kafka), or correct " + key + ".");
  }

  /** What exactly-once processing needs beside the topics. */
  void streams(String applicationId, short replicationFactor) throws InterruptedException {
    String key = "correlator.application-id";
    try {
      admin
          .describeTransactions(
              List.of(applicationId + "-check-config"),
              new DescribeTransactionsOptions().timeoutMs(PATIENCE_MILLIS))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        settings.error(
            key,
            "this principal may not use transactions with the prefix " + applicationId + ".",
            "Add the ACL Write and Describe on transactional ids (docs/security.md, Kafka).");
      }
    }
    try {
      admin
          .createTopics(
              List.of(new NewTopic(applicationId + "-check-config", 1, replicationFactor)),
              new CreateTopicsOptions().validateOnly(true))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        settings.error(
            key,
            "this principal may not make the topics of its state, " + applicationId + "-….",
            "Add the ACL All on topics with the prefix "
                + applicationId
                + "- (docs/security.md, Kafka).");
      } else {
        settings.error(
            "correlator.kafka.replication-factor",
            "the brokers would not make the topics of its state: " + e.getCause().getMessage(),
            "Set correlator.kafka.replication-factor to at most the number of brokers.");
      }
    }
  }
}
