/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {

  private static final String HEADER =
      "#Fields: DateTime,RequestId,Protocol,AuthenticatedUser,ServerHostName,HttpStatus,"
          + "BackEndStatus,ErrorCode,TargetServer,GenericErrors";

  private final StringWriter messages = new StringWriter();

  @TempDir private Path folder;

  /** Rows of failed handshakes are constructed: no captured one is public. */
  private void writeOutage() throws IOException {
    write(
        "DUB/MBX01/events/System.xml",
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
            + "<Provider Name='Microsoft-Windows-HttpEvent'/><EventID>15300</EventID>"
            + "<TimeCreated SystemTime='2026-11-20T10:00:00.000Z'/><Channel>System</Channel>"
            + "<Computer>mbx01.contoso.test</Computer></System><EventData>"
            + "<Data Name='Endpoint'>0.0.0.0:444</Data></EventData></Event>");
    write(
        "DUB/CAS01/HttpProxy/Owa/HttpProxy_2026112010-1.LOG",
        HEADER,
        row("10:00:03.000", "CONTOSO\\anna", "503", "SendFailure"),
        row("10:00:04.000", "CONTOSO\\bert", "503", "SendFailure"),
        row("10:05:00.000", "CONTOSO\\anna", "200", "200"));
    write("DUB/CAS01/notes.txt", "not a log");
  }

  private static String row(String time, String user, String status, String backEndStatus) {
    boolean failed = !Character.isDigit(backEndStatus.charAt(0));
    return "2026-11-20T%sZ,5e58f5e5-0000-4000-8000-00000000%s,Owa,%s,CAS01,%s,%s,%s,MBX01.contoso.test,%s"
        .formatted(
            time,
            time.substring(0, 8).replace(":", "").substring(2),
            user,
            status,
            backEndStatus,
            failed ? backEndStatus : "",
            failed ? "WebExceptionStatus=" + backEndStatus + ";" : "");
  }

  private void write(String file, String... lines) throws IOException {
    Path path = folder.resolve("logs").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, String.join("\r\n", lines) + "\r\n", StandardCharsets.UTF_8);
  }

  private int run(Path from, Path report, String... more) {
    return new CommandLine(io.hop444.cli.replay.ReplayCommand.class)
        .setErr(new PrintWriter(messages, true))
        .setExecutionExceptionHandler(
            (failure, command, result) -> {
              command.getErr().println(failure.getMessage());
              return 2;
            })
        .execute(
            Stream.concat(
                    Stream.of("--from", from.toString(), "--report", report.toString()),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  @Test
  void shouldReportTheOutageWithEvidenceThatCanBeFound() throws Exception {
    writeOutage();
    Path report = folder.resolve("report.json");

    int status = run(folder.resolve("logs"), report);

    assertThat(status).isZero();
    JsonNode root = new ObjectMapper().readTree(report.toFile());
    JsonNode incident = root.path("incidents").path(0);
    assertThat(root.path("incidents")).hasSize(1);
    assertThat(incident.path("cause").asText()).isEqualTo("BINDING_MISSING");
    assertThat(incident.path("backEnd").asText()).isEqualTo("mbx01");
    assertThat(incident.path("usersAffected").asInt()).isEqualTo(2);
    assertThat(incident.path("failedRequests").asInt()).isEqualTo(2);
    assertThat(incident.path("startedAt").asText()).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(incident.path("resolvedAt").asText()).isEqualTo("2026-11-20T10:05:00Z");
    for (JsonNode piece : incident.path("evidence")) {
      byte[] file = Files.readAllBytes(folder.resolve("logs").resolve(piece.path("file").asText()));
      int offset = piece.path("offset").asInt();
      assertThat(new String(file, offset, 20, StandardCharsets.UTF_8))
          .isEqualTo(piece.path("text").asText().substring(0, 20));
    }
    assertThat(root.path("gaps").path(0).path("log").asText()).isEqualTo("W3SVC2");
    assertThat(root.path("input").path("ignored").path(0).asText())
        .isEqualTo("DUB/CAS01/notes.txt");
    assertThat(root.path("input").path("lines").asInt()).isEqualTo(5);
    assertThat(messages.toString())
        .contains("2 servers of 1 site (DUB): 1 incident")
        .contains("mbx01 (DUB)");
  }

  /** The binding goes at 10:00 UTC; NXLog writes what the clock on the wall in Berlin shows. */
  private Path outageByNxLogOfBerlin() throws IOException {
    writeOutage();
    Files.delete(folder.resolve("logs/DUB/MBX01/events/System.xml"));
    write(
        "DUB/MBX01/events/nxlog.json",
        "{\"EventTime\":\"2026-11-20 11:00:00\",\"Hostname\":\"mbx01.contoso.test\","
            + "\"EventID\":15300,\"SourceName\":\"Microsoft-Windows-HttpEvent\","
            + "\"Endpoint\":\"0.0.0.0:444\",\"EventReceivedTime\":\"2026-11-20 11:00:01\"}");
    return folder.resolve("logs/DUB/MBX01/events/nxlog.json");
  }

  private static String startOfTheOutage(Path report) throws IOException {
    JsonNode incident = new ObjectMapper().readTree(report.toFile()).path("incidents").path(0);
    return incident.path("startedAt").asText();
  }

  @Test
  void shouldTellTheZoneOfLocalTimesByTheTimeAtWhichTheirFileWasWritten() throws Exception {
    Path events = outageByNxLogOfBerlin();
    Files.setLastModifiedTime(events, FileTime.from(Instant.parse("2026-11-20T10:00:01.5Z")));
    Path report = folder.resolve("report.json");

    run(folder.resolve("logs"), report);

    assertThat(startOfTheOutage(report)).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(messages.toString())
        .contains("nxlog.json has local times without a zone: taken as UTC+01:00, as the end");
  }

  @Test
  void shouldSayThatNothingTellsTheZoneOfLocalTimesAndTakeTheOneThatIsGiven() throws Exception {
    Path events = outageByNxLogOfBerlin();
    Files.setLastModifiedTime(events, FileTime.from(Instant.parse("2026-11-27T08:12:13Z")));
    Path report = folder.resolve("report.json");

    run(folder.resolve("logs"), report);
    String without = messages.toString();
    messages.getBuffer().setLength(0);
    run(folder.resolve("logs"), report, "--zone", "mbx01=Europe/Berlin,cas09=UTC");

    assertThat(without).contains("taken as UTC, nothing tells the zone. Give --zone DUB=ZONE");
    assertThat(startOfTheOutage(report)).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(messages.toString())
        .contains("is called cas09. Correct --zone.")
        .doesNotContain("taken as");
  }

  @Test
  void shouldRefuseAZoneThatDoesNotExist() throws Exception {
    writeOutage();

    int status = run(folder.resolve("logs"), folder.resolve("r.json"), "--zone", "DUB=Berlin");

    assertThat(status).isEqualTo(2);
    assertThat(messages.toString())
        .contains("--zone 'DUB=Berlin': there is no time zone 'Berlin'. Write NAME=ZONE");
  }

  @Test
  void shouldReportNothingForAnEmptyEstate() throws Exception {
    Files.createDirectories(folder.resolve("logs"));
    Path report = folder.resolve("report.json");

    int status = run(folder.resolve("logs"), report);

    assertThat(status).isZero();
    assertThat(new ObjectMapper().readTree(report.toFile()).path("incidents")).isEmpty();
    assertThat(messages.toString()).contains("no log was found below").contains("SITE/SERVER");
  }

  @Test
  void shouldRefuseTheFolderOfASiteInsteadOfFindingNothingInIt() throws Exception {
    writeOutage();
    write("DUB/MBX01/inetpub/logs/LogFiles/W3SVC2/u_ex26112010.log", "#Software: IIS");
    Path report = folder.resolve("report.json");

    int status = run(folder.resolve("logs/DUB"), report);

    assertThat(status).isEqualTo(2);
    assertThat(messages.toString()).contains("SITE/SERVER is expected").contains("--from");
    assertThat(report).doesNotExist();
  }

  @Test
  void shouldEndWith2AndWriteNoReportWhenTheFolderIsMissing() {
    Path report = folder.resolve("report.json");

    int status = run(folder.resolve("missing"), report);

    assertThat(status).isEqualTo(2);
    assertThat(messages.toString()).contains("missing").contains("--from");
    assertThat(report).doesNotExist();
  }

  @Test
  void shouldEndWith2WhenTheReportCannotBeWritten() throws Exception {
    Files.createDirectories(folder.resolve("logs"));

    int status = run(folder.resolve("logs"), folder.resolve("no/such/report.json"));

    assertThat(status).isEqualTo(2);
    assertThat(messages.toString()).contains("--report");
  }

  @Test
  void shouldSayBeforeItReadsThatTheReportCannotBeWritten() throws Exception {
    Path unwritable = Path.of("/proc");
    assumeTrue(Files.isDirectory(unwritable), "skipped: no folder that nobody can write");
    writeOutage();

    int status = run(folder.resolve("logs"), unwritable.resolve("report.json"));

    assertThat(status).isEqualTo(2);
    assertThat(messages.toString())
        .contains("a folder that this user can write")
        .doesNotContain("Read ");
  }

  @Test
  void shouldGiveTheSameReportEveryTime() throws Exception {
    writeOutage();

    run(folder.resolve("logs"), folder.resolve("one.json"));
    run(folder.resolve("logs"), folder.resolve("two.json"));

    assertThat(folder.resolve("one.json")).hasSameTextualContentAs(folder.resolve("two.json"));
  }

  /** The public scenarios lie beside the project where they are there; they are not part of it. */
  @Test
  void shouldReplayThePublicScenariosWhenTheyAreThere() throws Exception {
    Path scenarios = Path.of("../../shared/acceptance/scenarios");
    assumeTrue(Files.isDirectory(scenarios), "skipped: no scenarios beside the project");
    List<Path> all;
    try (Stream<Path> found = Files.list(scenarios)) {
      all = found.sorted().toList();
    }

    for (Path scenario : all) {
      Path report = folder.resolve(scenario.getFileName() + ".json");
      assertThat(run(scenario.resolve("input"), report)).as(scenario.toString()).isZero();
      JsonNode truth = new ObjectMapper().readTree(scenario.resolve("truth.json").toFile());
      List<String> wanted = new java.util.ArrayList<>();
      truth
          .path("expect")
          .forEach(
              each -> wanted.add(each.path("backEnd").asText() + " " + each.path("best").asText()));
      List<String> found = new java.util.ArrayList<>();
      new ObjectMapper()
          .readTree(report.toFile())
          .path("incidents")
          .forEach(
              each -> found.add(each.path("backEnd").asText() + " " + each.path("cause").asText()));
      assertThat(found).as(scenario.toString()).containsExactlyInAnyOrderElementsOf(wanted);
    }
  }
}
