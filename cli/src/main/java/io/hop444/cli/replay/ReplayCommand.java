/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import io.hop444.cli.ConfigurationException;
import io.hop444.cli.EstateFolder;
import io.hop444.cli.Reason;
import io.hop444.collector.decode.LocalZones;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.topology.Correlation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the failures in logs that were kept. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the logs of an estate, as kept, and writes what hop444 would have found to a report.",
      "Needs no broker and no database, changes nothing in DIR."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hop444 replay --from /archive/exchange-logs --report report.json",
      "",
      "DIR holds SITE/SERVER/ folders, below them inetpub/logs/LogFiles, HttpProxy, HTTPERR,"
          + " events",
      "and inventory; any may be missing. Unknown files are listed in the report.",
      "",
      "Local times without a zone are read by --zone, else as the end of their file tells, by the",
      "time at which it was written last; copy with cp -p, robocopy or tar, which keep that time.",
      "Each file is named whose times are read so, or are taken as UTC as nothing tells the zone.",
      "",
      "Exit status: 0 the logs were read, with or without incidents; 2 DIR or FILE is unusable."
    })
public final class ReplayCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the estate's logs.")
  private Path from;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      required = true,
      description = "JSON file to write; one that is there is replaced.")
  private Path report;

  @Option(
      names = "--zone",
      paramLabel = "NAME=ZONE",
      split = ",",
      description = {
        "Time zone of a site or a server, such as DUB=Europe/Dublin or mbx07=+01:00: for NXLog's",
        "files of events that hold local times without a zone. May be given several times."
      })
  private List<String> zones = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws ConfigurationException {
    checkOptions();
    PrintWriter errors = spec.commandLine().getErr();
    LocalZones zonesOfEstate = zones();
    EstateFolder estate = estate();
    EstateLogs logs = logs();
    logs.unreadable()
        .forEach(reason -> errors.println("hop444: cannot read " + reason + "; it is left out."));
    estate
        .without(zonesOfEstate)
        .forEach(
            name ->
                errors.println(
                    "hop444: no site and no server below "
                        + from
                        + " is called "
                        + name
                        + "."
                        + " Correct --zone."));
    InputCounts counts = new InputCounts(errors);
    try (ReplayReport result = new ReplayReport(report)) {
      Correlation correlation = new Correlation(Thresholds.DEFAULT, result::take);
      ReaderSettings settings = ReaderSettings.forReplay(Clock.systemUTC(), from);
      new EstateReplay(logs, settings.with(zonesOfEstate), counts).forEach(correlation::accept);
      correlation.close();
      result.write(counts, logs.ignored());
      if (counts.moreFilesWithLocalTimes() > 0) {
        errors.printf(
            "hop444: %,d more files have local times without a zone. Give --zone for their sites.%n",
            counts.moreFilesWithLocalTimes());
      }
      errors.printf(
          "Read %,d lines of %,d files, %s: %s. The report is %s%n",
          counts.lines(),
          counts.files(),
          estate.summary(),
          incidents(result.incidentCount()),
          report);
      if (counts.files() == 0) {
        errors.printf(
            "hop444: no log was found below %s. Give --from the folder that holds SITE/SERVER, with"
                + " the logs in SITE/SERVER/inetpub/logs/LogFiles, SITE/SERVER/HttpProxy and so"
                + " on.%n",
            from);
      }
      result.forEachIncident(incident -> errors.println("  " + incident.getSummary()));
    } catch (IOException | UncheckedIOException e) {
      throw new ConfigurationException(
          "cannot write the report "
              + report
              + " ("
              + e
              + "). Choose a file in a folder that can be written.");
    }
    errors.flush();
    return 0;
  }

  private void checkOptions() throws ConfigurationException {
    if (!Files.isDirectory(from)) {
      throw new ConfigurationException(
          (Files.exists(from) ? from + " is not a folder" : "there is no folder " + from)
              + ". Give --from the folder that holds the SITE/SERVER folders.");
    }
    if (!Files.isReadable(from)) {
      throw new ConfigurationException(
          "the folder " + from + " cannot be read. Give this user the right to read it.");
    }
    Path folder = report.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(report)) {
      throw new ConfigurationException(
          "cannot write the report " + report + ". Give --report a file in a folder that exists.");
    }
    tryToWriteIn(folder);
  }

  /** Before hours of reading, not after them. */
  private void tryToWriteIn(Path folder) throws ConfigurationException {
    try {
      Files.delete(Files.createTempFile(folder, "hop444-", ".tmp"));
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot write the report "
              + report
              + " ("
              + Reason.of(e)
              + "). Give --report a file in a folder that this user can write.");
    }
  }

  private EstateFolder estate() throws ConfigurationException {
    EstateFolder estate = EstateFolder.list(from);
    if (estate.tooDeep().isPresent()) {
      throw new ConfigurationException(
          estate.tooDeep().get() + " Give --from the folder that holds the SITE/SERVER folders.");
    }
    return estate;
  }

  private EstateLogs logs() throws ConfigurationException {
    try {
      return new EstateLogs(from);
    } catch (IOException e) {
      throw new ConfigurationException(
          "the folder " + from + " cannot be read (" + e + "). Check its rights.");
    }
  }

  private LocalZones zones() throws ConfigurationException {
    try {
      return LocalZones.of(zones);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("--zone " + e.getMessage());
    }
  }

  private static String incidents(int count) {
    return count == 1 ? "1 incident" : count + " incidents";
  }
}
