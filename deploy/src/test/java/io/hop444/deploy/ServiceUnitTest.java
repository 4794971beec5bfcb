/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The services as systemd and Windows start them. */
class ServiceUnitTest {

  private static final Path UNIT = Path.of("systemd", "hop444@.service");

  /** systemd's own measure, from 0 to 10; below 2 is "OK". */
  private static final double GREATEST_EXPOSURE = 2.0;

  @Test
  void shouldBeUnderstoodBySystemd() throws Exception {
    assumeSystemd();

    Ran ran = run("systemd-analyze", "verify", UNIT.toAbsolutePath().toString());

    assertThat(ran.status()).as(ran.output()).isZero();
    assertThat(ran.output()).doesNotContain("hop444@");
  }

  @Test
  void shouldLeaveLittleExposed() throws Exception {
    assumeSystemd();

    Ran ran =
        run(
            "systemd-analyze",
            "security",
            "--offline=true",
            "--no-pager",
            UNIT.toAbsolutePath().toString());

    Matcher level = Pattern.compile("Overall exposure level.*: ([0-9.]+)").matcher(ran.output());
    assertThat(level.find()).as(ran.output()).isTrue();
    assertThat(Double.parseDouble(level.group(1))).isLessThan(GREATEST_EXPOSURE);
  }

  @Test
  void shouldStartWhatTheBuildMakes() throws Exception {
    String unit = Files.readString(UNIT);
    Document windows = windowsService();

    assertThat(unit)
        .contains("ExecStart=/usr/bin/java -jar /opt/hop444/%i-service/quarkus-run.jar\n");
    assertThat(windows.getElementsByTagName("arguments").item(0).getTextContent())
        .endsWith("-jar \"%BASE%\\quarkus-run.jar\"");
    assertThat(windows.getElementsByTagName("username").item(0).getTextContent())
        .isEqualTo("NT SERVICE\\" + windows.getElementsByTagName("id").item(0).getTextContent());
  }

  private static Document windowsService() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(Path.of("windows", "hop444-collector.xml").toFile());
  }

  private record Ran(int status, String output) {}

  private static Ran run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }

  private static void assumeSystemd() {
    boolean there =
        List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "systemd-analyze")));
    assumeTrue(there, "skipped: systemd-analyze is not installed");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/java")), "skipped: no /usr/bin/java");
  }
}
