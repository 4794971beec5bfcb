/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user can put right ends the start with status 2 and a message that says how. */
class WrongSettingsIT {

  @TempDir private Path folder;
  private Path logs;
  private Path data;

  @BeforeEach
  void createFolders() throws Exception {
    logs = Files.createDirectories(folder.resolve("logs"));
    data = folder.resolve("data");
  }

  @Test
  void shouldNameMissingLogsFolder() throws Exception {
    Path missing = folder.resolve("nowhere");

    Hop444Command.Ending ending = up(missing, data);

    assertRefused(ending, missing.toString(), "--logs");
  }

  @Test
  void shouldNameUnreadableLogsFolder() throws Exception {
    Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("---------"));

    Hop444Command.Ending ending = upIn(boundByPermissions(), logs, data);

    assertRefused(ending, logs.toString(), "read access");
  }

  @Test
  void shouldNameDataFolderThatCannotBeWritten() throws Exception {
    // A file in its place stops every user, the administrator too.
    Path file = Files.createFile(folder.resolve("file"));

    Hop444Command.Ending ending = up(logs, file.resolve("data"));

    assertRefused(ending, file.toString(), "--data");
  }

  @Test
  void shouldRefuseDataFolderInsideOfLogs() throws Exception {
    Hop444Command.Ending ending = up(logs, logs.resolve("data"));

    assertRefused(ending, "--data", "Choose a data folder elsewhere");
  }

  @Test
  void shouldNamePortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Hop444Command.Ending ending = up(logs, data, "--port", port);

      assertRefused(ending, "Port " + port + " is in use", "--port N");
    }
  }

  @Test
  void shouldSayWhatIsWrongWithWebhookSecretWithoutShowingIt() throws Exception {
    for (String secret : List.of("hunter2hunter2", "whsec_not!base64", "whsec_c2hvcnQ=")) {
      Hop444Command.Ending ending =
          up(logs, data, "--webhook", "http://127.0.0.1:9/", "--webhook-secret", secret);

      assertRefused(ending, "webhook secret", "openssl rand -base64");
      assertThat(ending.messages()).doesNotContain(secret);
    }
  }

  @Test
  void shouldRefuseWebhookThatIsNoWebAddress() throws Exception {
    Hop444Command.Ending ending =
        up(logs, data, "--webhook", "ftp://host/", "--webhook-secret", "whsec_" + "A".repeat(32));

    assertRefused(ending, "--webhook must be an http or https URL");
  }

  @Test
  void shouldSayThatThereIsNoSpaceForItsData() throws Exception {
    Files.createDirectories(data);
    List<String> onSmallDisk =
        List.of(
            "unshare",
            "-rm",
            "sh",
            "-c",
            "mount -t tmpfs -o size=8m none '" + data + "' && exec \"$@\"",
            "sh");
    assumeTrue(succeeds(onSmallDisk, "true"), "skipped: no file system of its own (unshare -rm)");

    Hop444Command.Ending ending = upIn(onSmallDisk, logs, data);

    assertRefused(ending, data.toString(), "256 MB of free disk space", "Free some space");
  }

  /** By itself, as systemd starts it: the status tells it not to start it again. */
  @ParameterizedTest
  @CsvSource({
    "collector-service, collector.reading.poll-every, soon",
    "collector-service, collector.probe.targets, a:b:c",
    "correlator-service, correlator.threads, -3",
    "alert-service, alert.page-url, ftp://hop444/",
    "alert-service, alert.admin-token-file, short"
  })
  void shouldEndAServiceWithAStatusOfItsOwn(String name, String key, String value)
      throws Exception {
    Files.writeString(folder.resolve("short"), "too-short");
    Map<String, String> settings =
        Map.of(
            "quarkus.datasource.jdbc.url",
            "jdbc:postgresql://127.0.0.1:9/none",
            "correlator.data-directory",
            data.toString(),
            "collector.data.directory",
            data.toString(),
            "collector.estate.directory",
            logs.toString(),
            "collector.site",
            "DUB",
            key,
            value);
    try (PackagedService service = PackagedService.start(name, folder, settings)) {
      assertThat(service.status()).as(service.log()).isEqualTo(2);
      assertThat(service.log()).contains(key).doesNotContain("Failed to start", "Error occurred");
    }
  }

  private static boolean succeeds(List<String> surroundings, String command) throws Exception {
    List<String> all = new ArrayList<>(surroundings);
    all.add(command);
    return new ProcessBuilder(all).start().waitFor() == 0;
  }

  /** The administrator reads everything, unless two of the capabilities are taken away. */
  private static List<String> boundByPermissions() {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    String less = "-dac_override,-dac_read_search";
    return List.of("setpriv", "--inh-caps=" + less, "--bounding-set=" + less, "--");
  }

  private static Hop444Command.Ending up(Path logs, Path data, String... more) throws Exception {
    return upIn(List.of(), logs, data, more);
  }

  private static Hop444Command.Ending upIn(
      List<String> surroundings, Path logs, Path data, String... more) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("up", "--logs", logs.toString(), "--data", data.toString()));
    if (!Arrays.asList(more).contains("--port")) {
      arguments.addAll(List.of("--port", "0"));
    }
    arguments.addAll(List.of(more));
    return Hop444Command.runIn(surroundings, arguments.toArray(String[]::new));
  }

  private static void assertRefused(Hop444Command.Ending ending, String... telling) {
    assertThat(ending.status()).as(ending.messages()).isEqualTo(2);
    assertThat(ending.output()).isEmpty();
    assertThat(ending.messages()).contains(telling).doesNotContain("Exception in", "\tat ");
  }
}
