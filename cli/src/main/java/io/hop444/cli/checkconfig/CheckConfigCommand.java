/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.cli.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hop444 check-config}: tries the settings of the services before they are started. */
@Command(
    name = "check-config",
    mixinStandardHelpOptions = true,
    description = {
      "Tries the settings of collector, correlator and alert service, and says what will fail, in"
          + " which file and line, and what to do: opens folders and files, connects to Kafka and"
          + " PostgreSQL, asks for topics, rights and migrations, does the handshakes of probes,"
          + " writes a sample message for each target, compares clocks.",
      "",
      "The folder given by --config holds a folder for each service, as the systemd unit has it:"
          + " DIR/collector/config/application.properties, and DIR/collector/environment with"
          + " variables. Variables of this process hold too. A service without a folder is left out.",
      "",
      "Changes no setting, topic, group or table. Run it as the user of the services: another one has other rights."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hop444 check-config --config /etc/hop444",
      "  hop444 check-config --config /etc/hop444 --service collector",
      "  hop444 check-config --config /etc/hop444 --json",
      "",
      "A line for each check, on standard output: ok, warning or error, service, key, place.",
      "",
      "Exit status: 0 all well, 1 warnings, 2 errors (or wrong options)."
    })
public final class CheckConfigCommand implements Callable<Integer> {

  /** What they would say is in the checks; loggers that nobody holds forget their level. */
  private static final List<Logger> SILENT =
      List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("org.flywaydb"));

  private final InstantSource clock;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "DIR",
      description = "Folder with a folder for each service.")
  private Path folder;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      split = ",",
      converter = NamedService.class,
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private List<ServiceName> services = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON document instead of lines.")
  private boolean json;

  @Option(
      names = "--max-skew",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Most that another machine's clock may differ (${DEFAULT-VALUE}).")
  private long maxSkewSeconds;

  @Option(
      names = "--min-free",
      paramLabel = "MB",
      defaultValue = "1024",
      description = "Least free space of a data folder (${DEFAULT-VALUE}).")
  private long minFreeMegabytes;

  /** With this machine's clock and environment. */
  public CheckConfigCommand() {
    this(InstantSource.system(), System.getenv());
  }

  CheckConfigCommand(InstantSource clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public Integer call() throws ConfigurationException {
    SILENT.forEach(logger -> logger.setLevel(Level.OFF));
    PrintWriter output = spec.commandLine().getOut();
    Report report =
        new Report(
            line -> {
              if (!json) {
                output.println(line);
                output.flush();
              }
            });
    Surroundings around =
        new Surroundings(
            clock,
            Duration.ofSeconds(maxSkewSeconds),
            minFreeMegabytes,
            new PortCheck(),
            new WatchedGroup());
    for (ServiceName service : chosen()) {
      ServiceSettings settings =
          new SettingsFiles(folder.resolve(service.word()).toAbsolutePath().normalize(), report)
              .read(service, environment);
      Optional<SmallRyeConfig> config = new KeyCheck(settings).check();
      if (config.isPresent()) {
        new ServiceCheck(settings, config.get(), around).check();
        new KafkaPart(settings, config.get(), around).check();
        new TraceCheck(settings).check(config.get());
        if (service == ServiceName.ALERT) {
          new DatabaseCheck(settings, config.get(), around).check();
          new IssuerCheck(settings).check(config.get());
          around.groups().ofTheAlertService(settings, config.get());
        } else if (service == ServiceName.CORRELATOR) {
          around.groups().ofTheCorrelator(config.get());
        }
      }
    }
    if (json) {
      output.println(report.json());
    } else {
      output.println(report.summary());
    }
    output.flush();
    return report.status();
  }

  /** Reads the name of a service. */
  static final class NamedService implements ITypeConverter<ServiceName> {
    @Override
    public ServiceName convert(String word) {
      return ServiceName.called(word);
    }
  }

  private List<ServiceName> chosen() throws ConfigurationException {
    if (!Files.isDirectory(folder)) {
      throw new ConfigurationException(
          folder + " is no folder; give the one with the services' folders with --config DIR.");
    }
    List<ServiceName> present = new ArrayList<>();
    for (ServiceName service : ServiceName.values()) {
      if (Files.isDirectory(folder.resolve(service.word()))) {
        present.add(service);
      }
    }
    for (ServiceName service : services) {
      if (!present.contains(service)) {
        throw new ConfigurationException(
            folder.resolve(service.word()) + " is no folder; it holds the settings of --service.");
      }
    }
    if (present.isEmpty()) {
      throw new ConfigurationException(
          folder
              + " holds none of the folders collector, correlator, alert; give the folder above"
              + " them with --config DIR.");
    }
    return services.isEmpty() ? present : services;
  }
}
