/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterFileTest {

  private static final long THIS_PROCESS = ProcessHandle.current().pid();

  @TempDir Path temporary;
  private Path data;
  private PostmasterFile file;

  @BeforeEach
  void createDataDirectory() throws IOException {
    data = Files.createDirectory(temporary.toRealPath().resolve("pgdata"));
    file = new PostmasterFile(data);
  }

  @Test
  void shouldNotTakeAnotherProcessWithTheSameIdForTheServer() throws IOException {
    Files.writeString(file.path(), THIS_PROCESS + "\n" + data + "\n");

    assertThat(file.named()).hasValueSatisfying(p -> assertThat(p.pid()).isEqualTo(THIS_PROCESS));
    assertThat(file.running()).isEmpty();
  }

  @Test
  void shouldIgnoreAFileThatBelongsToAnotherDirectory() throws IOException {
    Files.writeString(file.path(), THIS_PROCESS + "\n" + temporary + "\n");

    assertThat(file.named()).isEmpty();
  }

  @Test
  void shouldIgnoreAFileThatIsCutShort() throws IOException {
    Files.writeString(file.path(), "12");

    assertThat(file.named()).isEmpty();
  }

  @Test
  void shouldFindNothingWithoutAFile() {
    assertThat(file.running()).isEmpty();
  }
}
