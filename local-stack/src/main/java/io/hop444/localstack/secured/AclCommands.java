/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack.secured;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The lines {@code kafka-acls --add} of a document, as the tool would do them: so a test runs with
 * the very rights that operators are told to give.
 */
public final class AclCommands {

  private AclCommands() {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when one has an option that is not known here
   */
  public static List<AclBinding> in(String document) {
    List<AclBinding> all = new ArrayList<>();
    for (String line : document.replaceAll("\\\\\\r?\\n\\s*", " ").split("\\R")) {
      if (line.strip().startsWith("kafka-acls --add ")) {
        all.addAll(one(Arrays.asList(line.strip().split("\\s+"))));
      }
    }
    return all;
  }

  private static List<AclBinding> one(List<String> words) {
    String principal = null;
    PatternType type = PatternType.LITERAL;
    List<AclOperation> operations = new ArrayList<>();
    List<String[]> resources = new ArrayList<>();
    for (int i = 2; i < words.size(); i += 2) {
      String value = words.get(i + 1);
      switch (words.get(i)) {
        case "--allow-principal" -> principal = value;
        case "--operation" -> operations.add(AclOperation.fromString(value));
        case "--resource-pattern-type" ->
            type = PatternType.fromString(value.toUpperCase(Locale.ROOT));
        case "--topic", "--group", "--transactional-id" ->
            resources.add(new String[] {words.get(i).substring(2), value});
        default -> throw new IllegalArgumentException("not known: " + words.get(i));
      }
    }
    List<AclBinding> bindings = new ArrayList<>();
    for (String[] resource : resources) {
      ResourceType kind =
          ResourceType.fromString(resource[0].replace('-', '_').toUpperCase(Locale.ROOT));
      for (AclOperation operation : operations) {
        bindings.add(
            new AclBinding(
                new ResourcePattern(kind, resource[1], type),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }
}
