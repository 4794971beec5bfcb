/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.cli.checkconfig.Check.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Settings of the three services in a folder of their own, all of them right; then one mistake is
 * made.
 */
final class CheckedEstate {

  private final Path root;
  private final CheckedStack stack;
  private final List<String> options = new ArrayList<>();
  private InstantSource clock = InstantSource.system();

  CheckedEstate(Path root, CheckedStack stack) throws IOException {
    this.root = root;
    this.stack = stack;
    Path logs = root.resolve("logs/DUB/MBX07");
    write(logs.resolve("HttpProxy/Ews/HttpProxy_2026112010-1.LOG"), "DateTime\n");
    write(logs.resolve("inetpub/logs/LogFiles/W3SVC2/u_ex261120.log"), "#Fields: date time\n");
    secret("DUB.key", "keys=" + "A".repeat(43) + "=\n");
    secret("seals/DUB.key", "keys=" + "A".repeat(43) + "=\n");
    secret("kafka-password", "username=dub\npassword=" + CheckedStack.PASSWORD + "\n");
    secret("webhook-secret", "whsec_" + "B".repeat(40) + "\n");
    write(
        root.resolve("routes.yaml"),
        """
        targets:
          desk:
            kind: webhook
            url: http://127.0.0.1:9/hook
            secret-file: webhook-secret
            allow: [loopback]
        route:
          targets: [desk]
        """);
    settings(ServiceName.COLLECTOR, stack.collector(root));
    settings(ServiceName.CORRELATOR, stack.correlator(root));
    settings(ServiceName.ALERT, stack.alert(root));
  }

  CheckedStack stack() {
    return stack;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  private void settings(ServiceName service, Map<String, String> values) throws IOException {
    StringBuilder text = new StringBuilder("# Settings\n");
    values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    write(file(service), text.toString());
    secret(file(service));
  }

  private Path file(ServiceName service) {
    return root.resolve("etc/" + service.word() + "/config/application.properties");
  }

  /** A file that only its owner reads. */
  CheckedEstate secret(String name, String text) {
    write(root.resolve(name), text);
    secret(root.resolve(name));
    return this;
  }

  private static void secret(Path file) {
    rights(file, "rw-------");
  }

  CheckedEstate openToAll(String name) {
    rights(root.resolve(name), "rw-r--r--");
    return this;
  }

  private static void rights(Path file, String rights) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a key in its line, or in a new one. */
  CheckedEstate set(ServiceName service, String key, String value) {
    List<String> lines = new ArrayList<>(lines(file(service)));
    lines.removeIf(line -> line.startsWith(key + "="));
    lines.add(key + "=" + value);
    write(file(service), String.join("\n", lines) + "\n");
    return this;
  }

  CheckedEstate remove(ServiceName service, String key) {
    List<String> lines = new ArrayList<>(lines(file(service)));
    lines.removeIf(line -> line.startsWith(key + "="));
    write(file(service), String.join("\n", lines) + "\n");
    return this;
  }

  CheckedEstate removeAll(ServiceName service, String prefix) {
    List<String> lines = new ArrayList<>(lines(file(service)));
    lines.removeIf(line -> line.startsWith(prefix));
    write(file(service), String.join("\n", lines) + "\n");
    return this;
  }

  CheckedEstate append(ServiceName service, String line) {
    write(file(service), String.join("\n", lines(file(service))) + "\n" + line + "\n");
    return this;
  }

  /** What stands before the first line. */
  CheckedEstate begin(ServiceName service, String text) {
    write(file(service), text + String.join("\n", lines(file(service))) + "\n");
    return this;
  }

  /** A line of the systemd unit's file of variables. */
  CheckedEstate variable(ServiceName service, String line) {
    return secret("etc/" + service.word() + "/environment", line + "\n");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CheckedEstate option(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** This machine's clock is wrong by so much. */
  CheckedEstate clockOff(Duration by) {
    clock = Clock.offset(Clock.systemUTC(), by);
    return this;
  }

  /** What a run printed. */
  record Run(int status, String output, String messages) {

    List<String> lines(Level level) {
      return output.lines().filter(line -> line.startsWith(level.word() + " ")).toList();
    }
  }

  Run run(String... more) {
    StringWriter output = new StringWriter();
    StringWriter messages = new StringWriter();
    CommandLine command = new CommandLine(new CheckConfigCommand(clock, Map.of()));
    command.setOut(new PrintWriter(output));
    command.setErr(new PrintWriter(messages));
    List<String> all = new ArrayList<>(List.of("--config", root.resolve("etc").toString()));
    all.addAll(options);
    all.addAll(List.of(more));
    int status = command.execute(all.toArray(String[]::new));
    return new Run(status, output.toString(), messages.toString());
  }
}
