/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.wire.LogKind;
import io.hop444.wire.ReadProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealsTest {

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String TOPIC = Topic.READ_PROGRESS.topicName();

  @TempDir private Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(TEN);

  /** Computed with openssl: printf 'hop444.read-progress\0abc' | openssl dgst -sha256 -mac HMAC. */
  @Test
  void shouldBeHmacOverTopicAndValue() throws Exception {
    SealFile file = write("DUB", key(1));

    byte[] header = file.seal(TOPIC, new byte[] {'a', 'b', 'c'});

    assertThat(HexFormat.of().formatHex(header))
        .isEqualTo("0d62ed5aaddeb94b83e722a9738c5692445542");
  }

  /** Both keys count while the old one leaves the collectors. */
  @Test
  void shouldTakeTheOldAndTheNewKeyAndThenTheNewOneAlone() throws Exception {
    SealFile old = write("DUB", key(1));
    Seals seals = Seals.of(folder, now::get);
    SealFile both = write("DUB", key(2) + " " + key(1));
    later();

    assertThat(refusal(seals, old, "DUB")).isNull();
    assertThat(refusal(seals, both, "DUB")).isNull();
    write("DUB", key(2));
    later();

    assertThat(refusal(seals, old, "DUB")).isEqualTo(SealRefusal.FORGED);
    assertThat(refusal(seals, both, "DUB")).isNull();
  }

  @Test
  void shouldReadKeysAgainThoughTheClockWasSetBack() throws Exception {
    write("DUB", key(1));
    Seals seals = Seals.of(folder, now::get);
    SealFile exchanged = write("DUB", key(2));
    now.set(TEN.minusSeconds(3_600));

    assertThat(refusal(seals, exchanged, "DUB")).isNull();
  }

  @Test
  void shouldTakeTheRightsOfACollectorWhoseFileIsGone() throws Exception {
    SealFile file = write("DUB", key(1));
    write("CRK", key(2));
    Seals seals = Seals.of(folder, now::get);
    Files.delete(folder.resolve("DUB.key"));
    later();

    assertThat(refusal(seals, file, "DUB")).isEqualTo(SealRefusal.UNKNOWN_COLLECTOR);
  }

  @Test
  void shouldKeepWhatWasKnownWhileAFileIsWrong() throws Exception {
    SealFile file = write("DUB", key(1));
    Seals seals = Seals.of(folder, now::get);
    Files.writeString(folder.resolve("DUB.key"), "keys=\n");
    later();

    assertThat(refusal(seals, file, "DUB")).isNull();
  }

  @Test
  void shouldLetACollectorWriteTheSitesThatItsFileNames() throws Exception {
    SealFile file = write("central", key(1) + "\nsites=DUB, CRK");
    Seals seals = Seals.of(folder, now::get);

    assertThat(refusal(seals, file, "DUB")).isNull();
    assertThat(refusal(seals, file, "CRK")).isNull();
    assertThat(refusal(seals, file, "central")).isEqualTo(SealRefusal.OTHER_SITE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', has no line keys=",
    "keys=AAAA, 'has a key of 3 bytes; it needs 32'",
    "keys=???, has a key that is not base64",
    "key=x, 'has a line key=; there are keys, sites, servers'"
  })
  void shouldSayWhatIsWrongWithAFile(String content, String message) throws Exception {
    Files.writeString(folder.resolve("DUB.key"), content);

    assertThatThrownBy(() -> Seals.of(folder, now::get))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("DUB.key").toString())
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseAFolderWithoutFiles() {
    assertThatThrownBy(() -> Seals.of(folder, now::get))
        .hasMessage(folder + " holds no file NAME.key");
  }

  private static SealRefusal refusal(Seals seals, SealFile by, String site) {
    ReadProgress progress =
        ReadProgress.newBuilder()
            .setCollector("c")
            .setSite(site)
            .setServer("mbx01")
            .setLog("W3SVC2")
            .setKind(LogKind.BACK_END_IIS)
            .setAt(TEN)
            .setOffset(0)
            .setSize(0)
            .setLagBytes(0)
            .build();
    byte[] bytes = new RecordCodec().encode(progress);
    RecordHeaders headers = new RecordHeaders();
    headers.add(SealFile.HEADER, by.seal(TOPIC, bytes));
    return seals.refusal(TOPIC, headers, bytes, progress);
  }

  private SealFile write(String name, String keys) throws IOException {
    Path file = folder.resolve(name + ".key");
    boolean change = Files.exists(file);
    Files.writeString(file, "keys=" + keys + "\n");
    if (change) {
      Files.setLastModifiedTime(file, FileTime.from(now.get().plusSeconds(1)));
    }
    return SealFile.read(file);
  }

  private void later() {
    now.set(now.get().plusSeconds(3));
  }

  private static String key(int filler) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) filler);
    return Base64.getEncoder().encodeToString(key);
  }
}
