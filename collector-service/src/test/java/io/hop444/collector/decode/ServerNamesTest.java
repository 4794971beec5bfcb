/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.ProxiedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Host names longer than 15 characters, of which a NetBIOS name has but the first 15. */
class ServerNamesTest {

  private static final String WHOLE = "dublin-mailbox-01.contoso.test";
  private static final String CUT = "dublin-mailbox-";

  @TempDir private Path estate;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));

  private ServerNames names() {
    return ServerNames.of(estate, now::get);
  }

  private void folder(String server) throws IOException {
    Files.createDirectories(estate.resolve("DUB").resolve(server));
  }

  @Test
  void shouldCallAServerByItsFolderWhereThatHasTheNameCutShort() throws IOException {
    folder("DUBLIN-MAILBOX-");

    assertThat(names().nameOf(WHOLE)).isEqualTo(CUT);
    assertThat(names().nameOf("Dublin-Mailbox-01")).isEqualTo(CUT);
    assertThat(names().nameOf("DUBLIN-MAILBOX-")).isEqualTo(CUT);
    assertThat(names().nameOf("dublin-mail.contoso.test")).isEqualTo("dublin-mail");
  }

  @Test
  void shouldCallAServerByItsFolderWhereRowsHaveTheNameCutShort() throws IOException {
    folder("dublin-mailbox-01.contoso.test");

    assertThat(names().nameOf("DUBLIN-MAILBOX-")).isEqualTo("dublin-mailbox-01");
    assertThat(names().nameOf(WHOLE)).isEqualTo("dublin-mailbox-01");
  }

  @Test
  void shouldKeepServersApartWhereTheFoldersLeaveDoubt() throws IOException {
    folder("dublin-mailbox-01");
    folder("dublin-mailbox-02");

    assertThat(names().nameOf("dublin-mailbox-01")).isEqualTo("dublin-mailbox-01");
    assertThat(names().nameOf("dublin-mailbox-03")).isEqualTo("dublin-mailbox-03");
    assertThat(names().nameOf(CUT)).isEqualTo(CUT);
  }

  @Test
  void shouldKeepTwoNamesApartThatAreCutToTheSame() throws IOException {
    folder(CUT);
    ServerNames names = names();

    assertThat(names.nameOf(WHOLE)).isEqualTo(CUT);
    assertThat(names.nameOf("dublin-mailbox-02.contoso.test")).isEqualTo("dublin-mailbox-02");
    assertThat(names.nameOf(WHOLE)).isEqualTo(CUT);
  }

  @Test
  void shouldLearnOfFoldersThatComeLater() throws IOException {
    ServerNames names = names();
    byte[] host = WHOLE.getBytes(StandardCharsets.UTF_8);
    assertThat(names.nameOf(host, 0, host.length)).asString().isEqualTo("dublin-mailbox-01");

    folder(CUT);
    now.set(now.get().plusSeconds(60));
    names.look();

    assertThat(names.nameOf(host, 0, host.length)).asString().isEqualTo(CUT);
  }

  @Test
  void shouldTellARowOfTheServerInItsFolder() throws IOException {
    folder(CUT);
    String log =
        """
        DateTime,RequestId,Protocol,UrlStem,ServerHostName,BackEndStatus,TargetServer
        2026-11-20T10:05:02.241Z,7f4e5d0e-2f5c-4f0e-9d8a-5d0f5c0e2f11,Owa,/owa/,CAS01,200,%s
        """
            .formatted(WHOLE);

    ProxiedRequest row =
        Reading.of(
                LogFormat.HTTP_PROXY,
                "HttpProxy/Owa",
                log.getBytes(StandardCharsets.UTF_8),
                ReaderSettings.forReplay(now::get, estate),
                7_000)
            .only(ProxiedRequest.class);

    assertThat(row.getBackEnd()).isEqualTo(CUT);
    assertThat(row.getTargetHost()).isEqualTo(WHOLE);
  }
}
