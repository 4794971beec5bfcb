/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import io.hop444.wire.BackEndRequest;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.HostEvent;
import io.hop444.wire.HttpError;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.ReadProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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
  private volatile long nextLook;

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
    Map<String, Known> found = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, SealFile::isOne)) {
      for (Path file : files) {
        Known one = new Known(SealFile.read(file), Files.getLastModifiedTime(file));
        found.put(one.file().name(), one);
      }
    }
    if (found.isEmpty()) {
      throw new IOException(folder + " holds no file NAME.key");
    }
    seals.known = Map.copyOf(found);
    seals.nextLook = clock.millis() + LOOK_EVERY_MILLIS;
    return seals;
  }

  /** Whether records need a seal. */
  public boolean areAskedFor() {
    return folder != null;
  }

  /** Sites that somebody may write, by collector. */
  public Map<String, java.util.List<String>> sites() {
    Map<String, java.util.List<String>> sites = new HashMap<>();
    known.forEach((name, one) -> sites.put(name, one.file().sites()));
    return sites;
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

  private static Position positionOf(SpecificRecord value) {
    if (value instanceof ProxiedRequest row) {
      return row.getPosition();
    }
    if (value instanceof ClientRequest row) {
      return row.getPosition();
    }
    if (value instanceof BackEndRequest row) {
      return row.getPosition();
    }
    if (value instanceof HttpError row) {
      return row.getPosition();
    }
    if (value instanceof HostEvent event) {
      return event.getPosition();
    }
    return value instanceof BindingSnapshot snapshot ? snapshot.getPosition() : null;
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
    if (clock.millis() < nextLook) {
      return;
    }
    synchronized (this) {
      if (clock.millis() >= nextLook) {
        nextLook = clock.millis() + LOOK_EVERY_MILLIS;
        readAgain();
      }
    }
  }

  private void readAgain() {
    Map<String, Known> found = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, SealFile::isOne)) {
      for (Path file : files) {
        String fileName = file.getFileName().toString();
        Known before = known.get(fileName.substring(0, fileName.lastIndexOf('.')));
        Known now = readAgain(file, before);
        if (now != null) {
          found.put(now.file().name(), now);
        }
      }
      known = Map.copyOf(found);
    } catch (IOException e) {
      LOG.warn("The folder of keys cannot be read; those known stay. reason={}", e.toString());
    }
  }

  private static Known readAgain(Path file, Known before) throws IOException {
    FileTime changed = Files.getLastModifiedTime(file);
    if (before != null && before.changed().equals(changed)) {
      return before;
    }
    try {
      Known now = new Known(SealFile.read(file), changed);
      LOG.info("The keys of a collector were read again. path={}", file);
      return now;
    } catch (IOException e) {
      LOG.warn("The keys of a collector are wrong; those known stay. reason={}", e.getMessage());
      return before;
    }
  }
}
