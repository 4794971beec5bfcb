/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import io.hop444.wire.Position;
import io.hop444.wire.ReadProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may write which site: a folder of {@link SealFile}s, looked at every few seconds, so that
 * keys are exchanged without a restart. A file that became wrong leaves what was known of it; one
 * that is gone takes its collector's rights. Thread-safe.
 */
public final class Seals {

  private static final Logger LOG = LoggerFactory.getLogger(Seals.class);
  private static final long LOOK_EVERY_MILLIS = 2_000;

  /** Takes every record as what it says it is. */
  public static final Seals NOT_ASKED_FOR = new Seals(null, InstantSource.system());

  private final Path folder;
  private final InstantSource clock;
  private volatile Map<String, Known> known = Map.of();
  private volatile long lookedAt;

  private record Known(SealFile file, FileTime changed) {}

  private Seals(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Those of a folder.
   *
   * @throws IOException when it cannot be read, holds none or a wrong one; the message names it
   */
  public static Seals of(Path folder, InstantSource clock) throws IOException {
    Seals seals = new Seals(folder, clock);
    seals.lookedAt = clock.millis();
    seals.known = seals.read(Seals::read);
    if (seals.known.isEmpty()) {
      throw new IOException(folder + " holds no file NAME.key");
    }
    return seals;
  }

  /** Whether records need a seal. */
  public boolean areAskedFor() {
    return folder != null;
  }

  /** Why a record is refused, null when it is not. */
  public SealRefusal refusal(String topic, Headers headers, byte[] bytes, SpecificRecord value) {
    if (folder == null) {
      return null;
    }
    look();
    Header header = headers.lastHeader(SealFile.HEADER);
    if (header == null || header.value() == null || header.value().length < SealFile.SEAL_BYTES) {
      return SealRefusal.UNSEALED;
    }
    Known collector = known.get(collectorOf(header.value()));
    if (collector == null) {
      return SealRefusal.UNKNOWN_COLLECTOR;
    }
    if (!collector.file().made(header.value(), topic, bytes)) {
      return SealRefusal.FORGED;
    }
    return rights(collector.file(), value);
  }

  private static SealRefusal rights(SealFile collector, SpecificRecord value) {
    String site;
    String server;
    if (value instanceof ReadProgress progress) {
      site = progress.getSite();
      server = progress.getServer();
    } else {
      Position position = positionOf(value);
      if (position == null) {
        return SealRefusal.OTHER_SITE;
      }
      site = position.getSite();
      server = position.getServer();
    }
    if (!collector.mayWrite(site)) {
      return SealRefusal.OTHER_SITE;
    }
    return collector.mayWriteServer(server) ? null : SealRefusal.OTHER_SERVER;
  }

  /** Evidence has its position as its first field. */
  private static Position positionOf(SpecificRecord value) {
    return value.get(0) instanceof Position position ? position : null;
  }

  /** Who says that it wrote a record; empty where nobody does. */
  public static String collectorOf(Headers headers) {
    Header header = headers.lastHeader(SealFile.HEADER);
    return header == null || header.value() == null || header.value().length < SealFile.SEAL_BYTES
        ? ""
        : collectorOf(header.value());
  }

  private static String collectorOf(byte[] header) {
    return new String(
        header, SealFile.SEAL_BYTES, header.length - SealFile.SEAL_BYTES, StandardCharsets.UTF_8);
  }

  private void look() {
    if (!isLookDue()) {
      return;
    }
    synchronized (this) {
      if (isLookDue()) {
        lookedAt = clock.millis();
        readAgain();
      }
    }
  }

  /** A clock that was set back makes it due, too. */
  private boolean isLookDue() {
    long since = clock.millis() - lookedAt;
    return since < 0 || since >= LOOK_EVERY_MILLIS;
  }

  private void readAgain() {
    try {
      known = read(this::readAgain);
    } catch (IOException e) {
      LOG.warn("The folder of keys cannot be read; those known stay. reason={}", e.toString());
    }
  }

  private interface Reading {
    /** Null where nothing is known. */
    Known of(Path file) throws IOException;
  }

  private Map<String, Known> read(Reading reading) throws IOException {
    Map<String, Known> found = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, SealFile::isOne)) {
      for (Path file : files) {
        Known now = reading.of(file);
        if (now != null) {
          found.put(now.file().name(), now);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return Map.copyOf(found);
  }

  /** The time is taken first: what is written while the file is read is read the next time. */
  private static Known read(Path file) throws IOException {
    FileTime changed = Files.getLastModifiedTime(file);
    return new Known(SealFile.read(file), changed);
  }

  private Known readAgain(Path file) {
    String fileName = file.getFileName().toString();
    Known before = known.get(fileName.substring(0, fileName.lastIndexOf('.')));
    try {
      if (before != null && before.changed().equals(Files.getLastModifiedTime(file))) {
        return before;
      }
      Known now = read(file);
      LOG.info("The keys of a collector were read again. path={}", file);
      return now;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      LOG.warn("The keys of a collector are wrong; those known stay. reason={}", e.getMessage());
      return before;
    }
  }
}
