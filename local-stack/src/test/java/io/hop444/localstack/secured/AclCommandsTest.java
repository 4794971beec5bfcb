/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AclCommandsTest {

  @Test
  void shouldReadEveryOperationOnEveryResourceOfACommandOverSeveralLines() {
    String document =
        """
        Rights:
        kafka-acls --add --allow-principal User:dub --operation Create --operation Describe --topic a \\
          --topic b --resource-pattern-type prefixed
        kafka-acls --add --allow-principal User:dub --operation Write --transactional-id t
        """;

    assertThat(AclCommands.in(document))
        .extracting(
            one -> one.pattern().resourceType() + " " + one.pattern().name(),
            one -> one.pattern().patternType() + " " + one.entry().operation())
        .extracting(Object::toString)
        .containsExactly(
            "(\"TOPIC a\", \"PREFIXED CREATE\")",
            "(\"TOPIC a\", \"PREFIXED DESCRIBE\")",
            "(\"TOPIC b\", \"PREFIXED CREATE\")",
            "(\"TOPIC b\", \"PREFIXED DESCRIBE\")",
            "(\"TRANSACTIONAL_ID t\", \"LITERAL WRITE\")");
  }

  @Test
  void shouldRefuseAnOptionItDoesNotKnow() {
    assertThatThrownBy(() -> AclCommands.in("kafka-acls --add --deny-principal User:dub --topic a"))
        .hasMessageContaining("--deny-principal");
  }
}
