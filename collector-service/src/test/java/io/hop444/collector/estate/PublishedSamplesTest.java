/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hop444.collector.decode.ReadCounts;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.HostEvent;
import io.hop444.wire.ProxiedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Files that were captured from real systems and published, and made-up estates with known line
 * counts. They are not part of this repository: the tests say so when they are not at hand. The
 * system property {@code hop444.samples} names their folder.
 */
class PublishedSamplesTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("hop444.samples", "../../shared")).toAbsolutePath().normalize();

  private static Path folder(String name) {
    Path folder = FOLDER.resolve(name);
    assumeTrue(Files.isDirectory(folder), () -> "skipped: no samples in " + folder);
    return folder;
  }

  private static Reading read(LogFormat format, String file) throws IOException {
    return Reading.of(format, "HttpProxy/Owa", Files.readAllBytes(folder("samples").resolve(file)));
  }

  @Test
  void shouldReadEveryPublishedHttpProxyRow() throws Exception {
    for (String file :
        List.of(
            "elastic-integrations/test-httpproxy.log",
            "msdocs/kb3196518_ews_500_ex2016.log",
            "msqa/q108027_autodiscover_401_ex2019cu6.log",
            "qazeer-dfir/Autodiscover_HttpProxy_2023010919-1.LOG",
            "qazeer-dfir/Eas_HttpProxy_2023011116-1.LOG",
            "qazeer-dfir/Ews_HttpProxy_2023010601-1.LOG",
            "qazeer-dfir/Owa_HttpProxy_2023010602-1.LOG",
            "derived/DERIVED_HttpProxy_2023010601-1.LOG")) {
      Reading reading = read(LogFormat.HTTP_PROXY, file);

      assertThat(reading.deadLetters()).as(file).isEmpty();
      assertThat(reading.of(ProxiedRequest.class)).as(file).isNotEmpty();
    }
  }

  @Test
  void shouldReadEveryPublishedIisRowWithHeader() throws Exception {
    for (String file :
        List.of("msdocs/iis_w3svc1_exchange_lines.log", "elastic-beats/iis-access-ipv6zone.log")) {
      Reading reading = read(LogFormat.IIS, file);

      assertThat(reading.deadLetters()).as(file).isEmpty();
    }
    assertThat(read(LogFormat.IIS, "elastic-beats/iis-access-test.log").deadLetters())
        .as("rows of 15 fields below a header of 22")
        .hasSize(2);
    assertThat(read(LogFormat.IIS, "msdocs/iis_w3svc1_exchange_lines.log").all()).hasSize(6);
    assertThat(read(LogFormat.HTTP_ERR, "elastic-beats/httperr-test.log").deadLetters()).isEmpty();
  }

  @Test
  void shouldReadEveryPublishedEventAndReportTheBrokenOnes() throws Exception {
    try (Stream<Path> files = Files.list(folder("samples/openwec"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean json = name.endsWith(".json");
        Reading reading =
            read(json ? LogFormat.EVENT_JSON : LogFormat.EVENT_XML, "openwec/" + name);
        boolean broken = name.contains("RECOVER") || name.contains("FAILED");
        if (name.contains("_EVENT_")) {
          assertThat(reading.deadLetters()).as(name).hasSize(broken ? 1 : 0);
        }
        if (name.equals("soap_05_Events.xml")) {
          assertThat(reading.counts().ignored()).isEqualTo(21);
        }
      }
    }
    assertThat(
            read(LogFormat.EVENT_XML, "msqa/event_15021_exchange2016.xml")
                .only(HostEvent.class)
                .getEndpoint())
        .isEqualTo("[::]:443");
    assertThat(
            read(LogFormat.EVENT_XML, "msdocs/event_schannel_36870.xml")
                .only(HostEvent.class)
                .getData())
        .containsEntry("ErrorStatus", "10001");
  }

  @Test
  void shouldReadPublishedNetshOutput() throws Exception {
    assertThat(
            read(LogFormat.NETSH, "netsh/netsh_http_show_sslcert_2012r2_style.txt").deadLetters())
        .isEmpty();
  }

  @Test
  void shouldReadEveryLineOfTheScenarios() throws Exception {
    try (Stream<Path> scenarios = Files.list(folder("acceptance/scenarios"))) {
      for (Path scenario : scenarios.sorted().toList()) {
        Path truth = scenario.resolve("truth.json");
        Matcher expected =
            Pattern.compile("\"inputLines\":\\s*(\\d+)").matcher(Files.readString(truth));
        assertThat(expected.find()).isTrue();

        assertThat(linesOf(scenario.resolve("input")))
            .as(scenario.getFileName().toString())
            .isEqualTo(Long.parseLong(expected.group(1)));
      }
    }
  }

  private static long linesOf(Path estate) throws IOException {
    EstateScan scan = EstateLayout.scan(estate);
    long lines = 0;
    for (String ignored : scan.ignored()) {
      lines += Files.readAllLines(estate.resolve(ignored), StandardCharsets.UTF_8).size();
    }
    for (LogFile file : scan.files()) {
      try (RecordReader reader = RecordReader.open(file, ReaderSettings.forReplay(clock()))) {
        for (SpecificRecord made = reader.next(); made != null; made = reader.next()) {
          if (made instanceof DeadLetter letter) {
            boolean expected =
                letter.getReason() == DeadLetterReason.WRONG_COLUMN_COUNT
                    || letter.getDetail().contains("the file ends in");
            assertThat(expected).as(file.source() + ": " + letter.getDetail()).isTrue();
          }
        }
        ReadCounts counts = reader.counts();
        assertThat(counts.undecodable()).as(file.source()).isLessThanOrEqualTo(3);
        assertThat(reader.bytes()).isEqualTo(Files.size(file.path()));
        lines += counts.lines();
      }
    }
    return lines;
  }

  private static InstantSource clock() {
    return InstantSource.fixed(Reading.NOW);
  }
}
