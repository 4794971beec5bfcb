/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.ReaderSettings;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateLogsTest {

  private static final String PROXY_HEADER =
      "#Fields: DateTime,RequestId,Protocol,ServerHostName,HttpStatus,BackEndStatus,TargetServer";

  @TempDir private Path folder;

  @Test
  void shouldReadTheTenthFileOfAnHourAfterTheNinth() throws Exception {
    for (int i = 1; i <= 11; i++) {
      write(
          "DUB/CAS01/HttpProxy/Ews/HttpProxy_2026112010-" + i + ".LOG",
          PROXY_HEADER
              + "\r\n2026-11-20T10:%02d:00.000Z,%d,Ews,CAS01,200,200,MBX01.contoso.test\r\n"
                  .formatted(5 * i, i));
    }

    EstateLogs logs = new EstateLogs(folder);

    assertThat(logs.folders())
        .singleElement()
        .satisfies(
            only -> {
              assertThat(only.rolls()).isTrue();
              assertThat(only.names().get(1)).isEqualTo("HttpProxy_2026112010-2.LOG");
              assertThat(only.names().get(10)).isEqualTo("HttpProxy_2026112010-11.LOG");
            });
    assertThat(timesOf(logs)).hasSize(11).isSorted();
  }

  @Test
  void shouldCountAsTheWritersDo() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "httperr10.log",
                "httperr9.log",
                "u_ex261120_x.log",
                "u_ex261120.log",
                "a01",
                "a1"));

    names.sort(EstateLogs.AS_COUNTED);

    assertThat(names)
        .containsExactly(
            "a01", "a1", "httperr9.log", "httperr10.log", "u_ex261120.log", "u_ex261120_x.log");
  }

  /** More snapshots than a process may usually have files open. */
  @Test
  void shouldReadSnapshotsInOrderOfTimeWithoutKeepingThemOpen() throws Exception {
    int count = 3_000;
    for (int i = 0; i < count; i++) {
      Instant at = Instant.parse("2026-11-20T00:00:00Z").plusSeconds(60L * i);
      write(
          "DUB/MBX01/inventory/" + (count - i) + ".json",
          "{\"takenAt\":\"" + at + "\",\"bindings\":[],\"iisSites\":[],\"certificates\":[]}");
    }
    long before = openFiles();
    List<Instant> times = new ArrayList<>();
    long[] mostOpen = {before};

    replay(
        new EstateLogs(folder),
        at -> {
          times.add(at);
          if (times.size() % 500 == 1) {
            mostOpen[0] = Math.max(mostOpen[0], openFiles());
          }
        });

    assertThat(times).hasSize(count).isSorted();
    assertThat(mostOpen[0]).isLessThan(before + 100);
  }

  private static long openFiles() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private List<Instant> timesOf(EstateLogs logs) {
    List<Instant> times = new ArrayList<>();
    replay(logs, times::add);
    return times;
  }

  private static void replay(EstateLogs logs, java.util.function.Consumer<Instant> action) {
    new EstateReplay(
            logs,
            ReaderSettings.forReplay(Clock.systemUTC()),
            new InputCounts(new PrintWriter(Writer.nullWriter())))
        .forEach(record -> action.accept(io.hop444.schemas.RecordTime.of(record)));
  }

  private void write(String file, String text) throws Exception {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
