/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.schemas.SealFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingInterceptorTest {

  private static final String TOPIC = "hop444.client-requests";
  private static final byte[] VALUE = {1, 2, 3};

  @TempDir private Path folder;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final SealingInterceptor interceptor = new SealingInterceptor(nanos::get);
  private final Map<String, Object> settings = new HashMap<>();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("DUB.key");
    write(1);
  }

  private void write(int filler) throws IOException {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) filler);
    Files.writeString(file, "keys=" + Base64.getEncoder().encodeToString(key) + "\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_800_000_000L + filler)));
  }

  private void later() {
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
  }

  private byte[] sealOfTheNextRecord() {
    ProducerRecord<byte[], byte[]> sent =
        interceptor.onSend(new ProducerRecord<>(TOPIC, new byte[] {9}, VALUE));
    return sent.headers().lastHeader(SealFile.HEADER).value();
  }

  private byte[] sealOfTheFile() throws IOException {
    return SealFile.read(file).seal(TOPIC, VALUE);
  }

  @Test
  void shouldSealWithTheKeyOfTheFileAndWithANewOneWithinSeconds() throws Exception {
    SealingInterceptor.addTo(settings, file);
    interceptor.configure(settings);
    byte[] first = sealOfTheFile();

    assertThat(sealOfTheNextRecord()).isEqualTo(first);
    write(2);

    assertThat(sealOfTheNextRecord()).isEqualTo(first);
    later();
    assertThat(sealOfTheNextRecord()).isEqualTo(sealOfTheFile()).isNotEqualTo(first);
  }

  @Test
  void shouldGoOnWithTheOldKeyWhileTheFileIsWrongOrGone() throws Exception {
    SealingInterceptor.addTo(settings, file);
    interceptor.configure(settings);
    byte[] first = sealOfTheFile();

    Files.writeString(file, "keys=\n");
    later();
    assertThat(sealOfTheNextRecord()).isEqualTo(first);
    Files.delete(file);
    later();
    assertThat(sealOfTheNextRecord()).isEqualTo(first);
    write(2);
    later();

    assertThat(sealOfTheNextRecord()).isEqualTo(sealOfTheFile());
  }

  @Test
  void shouldStandBehindTheInterceptorsThatTheOperatorSet() {
    settings.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, "com.example.Tracing");

    SealingInterceptor.addTo(settings, file);

    assertThat(settings)
        .containsEntry(
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
            "com.example.Tracing," + SealingInterceptor.class.getName());
  }

  @Test
  void shouldStopTheStartWithTheKeyWhenTheFileIsNone() {
    Path missing = folder.resolve("CRK.key");

    assertThatThrownBy(() -> SealingInterceptor.addTo(settings, missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("collector.seal.key-file: ")
        .hasMessageContaining(missing.toString());
  }
}
