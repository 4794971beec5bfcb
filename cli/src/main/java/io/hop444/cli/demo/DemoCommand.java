/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.demo;

import io.hop444.cli.ConfigurationException;
import io.hop444.cli.Reason;
import io.hop444.cli.StartFailedException;
import io.hop444.cli.TemporaryFiles;
import io.hop444.cli.up.Foreground;
import io.hop444.cli.up.LocalSystem;
import io.hop444.cli.up.UpSettings;
import io.hop444.localstack.Loopback;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hop444 demo}: the whole system on an estate that is made up and breaks. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows an outage found: starts the whole system on this machine and lets a made-up estate of"
          + " six servers write its logs. Some seconds after the start one back end loses the"
          + " certificate binding of port 444; minutes later it is repaired.",
      "",
      "Prints the address of the page, what happens when, and each incident as it is found. Anyone"
          + " on this machine may look at the page without signing in. Ctrl-C stops it and removes"
          + " its files, unless --data names a folder to keep."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hop444 demo",
      "  hop444 demo --port 9000 --repair-after 1m",
      "",
      "Exit status: 0 stopped by a signal, 1 a process did not start, 2 wrong options or settings."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int USUAL_PORT = 8444;

  private final Path temporaryFolders;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for the demo's logs and data; kept. Without it: a temporary one.")
  private Path folder;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the page on 127.0.0.1 (8444, or a free one when that is taken).")
  private Integer port;

  @Option(
      names = "--break-after",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description = "From ready to the outage, such as 90s or 2m (${DEFAULT-VALUE}).")
  private Duration breakAfter;

  @Option(
      names = "--repair-after",
      paramLabel = "DURATION",
      defaultValue = "4m",
      description = "From the outage to its repair (${DEFAULT-VALUE}).")
  private Duration repairAfter;

  /** Lives in a folder of this machine's temporary ones. */
  public DemoCommand() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  DemoCommand(Path temporaryFolders) {
    this.temporaryFolders = temporaryFolders;
  }

  @Override
  public Integer call() throws ConfigurationException, StartFailedException, InterruptedException {
    Clock clock = Clock.systemUTC();
    Instant start = ProcessHandle.current().info().startInstant().orElseGet(clock::instant);
    DemoFolder demoFolder = DemoFolder.at(folder, temporaryFolders);
    UpSettings settings = settings(demoFolder);
    PrintWriter messages = spec.commandLine().getErr();
    LocalSystem system = new LocalSystem(settings, messages);
    MadeUpEstate estate = new MadeUpEstate(demoFolder.logs(), clock);
    Story story = new Story(spec.commandLine().getOut(), clock, start);
    return Foreground.run(
        messages,
        () -> {
          story.close();
          estate.close();
          system.stop();
          demoFolder.close();
        },
        () -> {
          estate.start();
          system.start();
          MadeUpEstate.Outage outage = estate.breakOne(breakAfter, repairAfter);
          story.tell(system.page(), system.adminToken(), demoFolder, outage);
        });
  }

  private UpSettings settings(DemoFolder demoFolder) throws ConfigurationException {
    try {
      return UpSettings.forDemo(demoFolder.logs(), demoFolder.data(), port());
    } catch (ConfigurationException e) {
      demoFolder.close();
      throw e;
    }
  }

  private int port() {
    if (port != null) {
      return port;
    }
    return Loopback.isFree(USUAL_PORT) ? USUAL_PORT : 0;
  }

  /** Where the demo lives. */
  record DemoFolder(Path root, boolean temporary) implements AutoCloseable {

    static DemoFolder at(Path wanted, Path temporaryFolders) throws ConfigurationException {
      try {
        Path root =
            wanted == null ? Files.createTempDirectory(temporaryFolders, "hop444-demo-") : wanted;
        DemoFolder folder = new DemoFolder(root, wanted == null);
        Files.createDirectories(folder.logs());
        return folder;
      } catch (IOException e) {
        throw new ConfigurationException(
            "The demo's folder cannot be created ("
                + Reason.of(e)
                + "). Choose one this user can write with --data DIR.");
      }
    }

    Path logs() {
      return root.resolve("logs");
    }

    Path data() {
      return root.resolve("data");
    }

    @Override
    public void close() {
      if (temporary) {
        TemporaryFiles.delete(root);
      }
    }
  }
}
