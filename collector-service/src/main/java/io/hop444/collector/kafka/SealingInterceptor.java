/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.schemas.SealFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;

/**
 * Seals every record a producer sends, so that the correlator knows which collector wrote it
 * (docs/adr/0100). The file of keys is looked at every two seconds. Thread-safe.
 */
public final class SealingInterceptor implements ProducerInterceptor<byte[], byte[]> {

  private static final Logger LOG = Logger.getLogger(SealingInterceptor.class);
  private static final String KEY_FILE = "hop444.seal.key-file";
  private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final LongSupplier nanos;
  private Path path;
  private FileTime changed;
  private volatile SealFile file;
  private volatile long lookedAt;

  /** As Kafka's producer makes it. */
  public SealingInterceptor() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a clock that nobody sets
   */
  SealingInterceptor(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Adds it to the settings of a producer.
   *
   * @throws IllegalArgumentException when the file is no file of keys, with key and remedy
   */
  public static void addTo(Map<String, Object> producer, Path file) {
    try {
      SealFile.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("collector.seal.key-file: " + e.getMessage(), e);
    }
    producer.put(KEY_FILE, file.toString());
    producer.merge(
        ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
        SealingInterceptor.class.getName(),
        (others, own) -> others + "," + own);
  }

  @Override
  public void configure(Map<String, ?> settings) {
    path = Path.of((String) settings.get(KEY_FILE));
    try {
      changed = Files.getLastModifiedTime(path);
      file = SealFile.read(path);
    } catch (IOException e) {
      throw new IllegalArgumentException("collector.seal.key-file: " + e.getMessage(), e);
    }
    lookedAt = nanos.getAsLong();
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    if (nanos.getAsLong() - lookedAt > LOOK_EVERY_NANOS) {
      look();
    }
    record.headers().add(SealFile.HEADER, file.seal(record.topic(), record.value()));
    return record;
  }

  private synchronized void look() {
    lookedAt = nanos.getAsLong();
    try {
      FileTime now = Files.getLastModifiedTime(path);
      if (!now.equals(changed)) {
        file = SealFile.read(path);
        changed = now;
        LOG.infof("The keys that seal records were read again. path=%s", path);
      }
    } catch (IOException e) {
      LOG.warnf(
          "The keys that seal records cannot be read; the old ones stay. reason=%s",
          e.getMessage());
    }
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception failure) {}

  @Override
  public void close() {}
}
