/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void shouldShowTheTopicTableOfTheCode() throws Exception {
    String readme = Files.readString(Path.of("README.md"));

    String table =
        Arrays.stream(Topic.values()).map(ReadmeTest::row).collect(Collectors.joining("\n"));

    assertThat(readme).contains(table);
  }

  private static String row(Topic topic) {
    return "| `%s` | %s | %s | %d | %d days |"
        .formatted(
            topic.topicName(),
            topic.keyDescription(),
            topic.recordTypes().stream()
                .map(type -> "`" + type.getSimpleName() + "`")
                .collect(Collectors.joining(", ")),
            topic.group().defaultPartitions(),
            topic.retention().toDays());
  }
}
