/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.cli.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpSettingsTest {

  @TempDir Path temporary;
  private Path logs;

  @BeforeEach
  void createLogs() throws IOException {
    logs = Files.createDirectory(temporary.resolve("logs"));
  }

  @Test
  void shouldCreateTheDataFolder() throws Exception {
    Path data = temporary.resolve("new").resolve("data");

    UpSettings settings = of(logs, data, 8444);

    assertThat(settings.data()).isDirectory().isEqualTo(data.toRealPath());
    assertThat(settings.logs()).isEqualTo(logs.toRealPath());
  }

  @Test
  void shouldNameALogsFolderThatIsAFile() throws Exception {
    Path file = Files.createFile(temporary.resolve("file.log"));

    assertThatThrownBy(() -> of(file, temporary.resolve("data"), 8444))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file + " is a file")
        .hasMessageContaining("--logs DIR");
  }

  @Test
  void shouldRefuseTheFolderOfASiteOrOfAServer() throws Exception {
    Files.createDirectories(logs.resolve("DUB/MBX01/inetpub/logs/LogFiles"));
    Files.createDirectories(logs.resolve("DUB/MBX01/HttpProxy/Owa"));
    Files.createDirectories(logs.resolve("DUB/MBX02/HTTPERR"));

    for (String tooDeep : List.of("DUB", "DUB/MBX01")) {
      assertThatThrownBy(() -> of(logs.resolve(tooDeep), temporary.resolve("data"), 8444))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("SITE/SERVER is expected")
          .hasMessageContaining("--logs DIR");
    }
    assertThat(of(logs, temporary.resolve("data"), 8444).logs()).isEqualTo(logs.toRealPath());
  }

  @Test
  void shouldNameADataFolderThatCannotBeWritten() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> of(logs, file.resolve("data"), 8444))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file.resolve("data") + " cannot be written")
        .hasMessageContaining("--data DIR");
  }

  @Test
  void shouldRefuseADataFolderInsideOfTheLogs() {
    assertThatThrownBy(() -> of(logs, logs.resolve("data"), 8444))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("read its own files");
  }

  @Test
  void shouldRefuseWhatIsNoPort() {
    assertThatThrownBy(() -> of(logs, temporary.resolve("data"), 65536))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("65536");
  }

  private static UpSettings of(Path logs, Path data, int port) throws ConfigurationException {
    return UpSettings.of(logs, data, port, Optional.empty(), false);
  }
}
