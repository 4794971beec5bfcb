/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.bench.ProcessFigures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * SEC on the same logs: three failures of a back end without an answer in between, beside what the
 * back end logged of the failed requests, and 15300 for its port. SEC's windows go by the wall
 * clock, which is good enough for a count.
 */
final class SecRun {

  private static final String PROGRAM = "/usr/bin/sec";
  private static final int LOOK_MILLIS = 20;

  private static final String CELL = "(?:\"[^\"]*\"|[^,]*)";
  private static final String FAILURES =
      "SendFailure|ReceiveFailure|ConnectionClosed|SecureChannelFailure|TrustFailure"
          + "|ServerProtocolViolation";

  private static final String RULES =
      """
      type=Single
      ptype=RegExp
      pattern=^20[0-9-]+T[^,]+,(?:CELL,){18}\\d*,\\d+,(?:CELL,){3}([^,.]+)
      desc=port 444 of $1 answers
      action=reset +1 port 444 of $1 fails; reset +2 settings of $1 are gone

      type=SingleWithThreshold
      ptype=RegExp
      continue=TakeNext
      pattern=^20[0-9-]+T[^,]+,([^,]*),(?:CELL,){17}\\d*,(?:FAILURES),(?:CELL,){3}([^,.]+)
      desc=port 444 of $2 fails
      action=write - incident of $2 by rows
      window=60
      thresh=3

      type=Single
      ptype=RegExp
      pattern=^20[0-9-]+T[^,]+,([^,]*),(?:CELL,){17}\\d*,(?:FAILURES),(?:CELL,){3}([^,.]+)
      context=SETTINGS_$2
      desc=settings of $2 are gone
      action=write - incident of $2 by its event; create FAILED_$1 120

      type=Single
      ptype=RegExp
      pattern=<EventID[^>]*>15300<.*<Computer>([^.<]+).*:444<
      desc=settings of $1 are deleted
      action=create SETTINGS_$1 600

      type=Single
      ptype=RegExp
      pattern=^20[0-9-]+ [0-9:]+ .* 444 .*(?:ActID|RequestId|cafeReqId)=([0-9a-f-]{36})
      context=FAILED_$1
      desc=the back end has the failed request $1
      action=delete FAILED_$1
      """
          .replace("CELL", CELL)
          .replace("FAILURES", FAILURES);

  private SecRun() {}

  static boolean isInstalled() {
    return Files.isExecutable(Path.of(PROGRAM));
  }

  /** Prints a row of the table. */
  static void run(Path folder, Path lines, long count) throws IOException, InterruptedException {
    Path rules = Files.writeString(folder.resolve("sec.conf"), RULES);
    Path out = folder.resolve("sec.out");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                PROGRAM,
                "--conf=" + rules,
                "--input=" + lines,
                "--notail",
                "--bufsize=1",
                "--debug=3")
            .redirectError(folder.resolve("sec.log").toFile())
            .redirectOutput(out.toFile())
            .start();
    ProcessFigures used = ProcessFigures.of(process.pid());
    while (process.isAlive()) {
      Thread.sleep(LOOK_MILLIS);
      try {
        used = ProcessFigures.of(process.pid());
      } catch (IOException | RuntimeException e) {
        break; // It has just ended.
      }
    }
    process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "| SEC, lines of the logs | %,d | %,.0f | | %.2f | %d MB | |%n",
        count, count / seconds, used.cpuSeconds() / count * 1e6, used.peakMegabytes());
    System.out.printf(
        "<!-- SEC wrote %d incidents -->%n",
        Files.readAllLines(out, StandardCharsets.ISO_8859_1).size());
  }
}
