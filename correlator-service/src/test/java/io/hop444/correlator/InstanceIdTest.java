/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {

  @TempDir private Path folder;

  @Test
  void shouldBeTheSameAfterARestart() throws Exception {
    String first;
    try (InstanceId id = InstanceId.claim(folder)) {
      first = id.value();
    }

    try (InstanceId id = InstanceId.claim(folder)) {
      assertThat(id.value()).isEqualTo(first);
      assertThat(id.isKept()).isTrue();
    }
  }

  @Test
  void shouldBeAnotherWhileTheFolderIsInUse() throws Exception {
    try (InstanceId id = InstanceId.claim(folder);
        InstanceId second = InstanceId.claim(folder)) {
      assertThat(second.value()).isNotEqualTo(id.value());
      assertThat(second.isKept()).isFalse();
    }
  }

  @Test
  void shouldBeMadeAnewWhereTheFileIsDamaged() throws Exception {
    Files.writeString(folder.resolve("instance-id"), "not an id, but a text that is much longer");

    try (InstanceId id = InstanceId.claim(folder)) {
      assertThat(id.value()).matches("[0-9a-f-]{36}");
      assertThat(Files.readString(folder.resolve("instance-id"))).isEqualTo(id.value());
    }
  }
}
