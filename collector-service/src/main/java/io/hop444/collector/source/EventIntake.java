/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.source;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.FileOrigin;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.decode.ReadCounts;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.RecordSink;
import io.hop444.collector.text.TextEncoding;
import io.hop444.collector.winevent.EventJsonParser;
import io.hop444.collector.winevent.EventOrigin;
import io.hop444.collector.winevent.EventXmlParser;
import io.hop444.wire.LogKind;
import io.hop444.wire.Position;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.jboss.logging.Logger;

/**
 * Makes records of Windows events that arrive as bytes, in whatever form a shipper writes them: XML
 * or JSON, one event or many, one a line or in a list. An event belongs to the computer it names
 * and stands at its record id in its channel, so one that is sent twice has the same position
 * twice. Safe for use by many threads.
 */
public final class EventIntake {

  private static final Logger LOG = Logger.getLogger(EventIntake.class);

  private final ReaderSettings settings;
  private final SiteDirectory sites;
  private final AtomicBoolean toldUnknownZone = new AtomicBoolean();

  /**
   * What was in some bytes.
   *
   * @param made records and dead letters, to be shipped together
   */
  public record Batch(List<SpecificRecord> made, ReadCounts counts) {

    /** Copies the list. */
    public Batch {
      made = List.copyOf(made);
    }
  }

  /**
   * @param settings how events are read
   * @param maxBytes most bytes that are ever given at a time; a list of events is one unit
   */
  public EventIntake(ReaderSettings settings, SiteDirectory sites, int maxBytes) {
    this.settings = settings.withMaxUnitBytes(maxBytes);
    this.sites = sites;
  }

  /**
   * Reads events.
   *
   * @param source where the bytes are from, for dead letters: {@code push:ADDRESS}, topic-partition
   * @param site of dead letters, whose server is not known
   */
  public Batch read(byte[] bytes, String source, String site) {
    return read(bytes, source, site, this::position, settings.clock().instant());
  }

  /** As above, for bytes that came to somebody else first, at this moment. */
  public Batch read(byte[] bytes, String source, String site, Instant receivedAt) {
    return read(bytes, source, site, this::position, receivedAt);
  }

  /** As above, for a caller that knows the positions better. */
  public Batch read(byte[] bytes, String source, String site, EventOrigin origin) {
    return read(bytes, source, site, origin, settings.clock().instant());
  }

  private Batch read(
      byte[] bytes, String source, String site, EventOrigin origin, Instant receivedAt) {
    List<SpecificRecord> made = new ArrayList<>();
    FileContext context =
        new FileContext(
            new FileOrigin(site, null, "events", source, receivedAt),
            settings,
            LogKind.WINDOWS_EVENT,
            RecordSink.ofObjects(made::add));
    TextEncoding encoding = TextEncoding.of(bytes, 0, bytes.length);
    boolean xml = first(encoding, bytes) == '<';
    LogParser parser =
        xml
            ? new EventXmlParser(context, origin)
            : new EventJsonParser(context, origin, receivedAt, this::zoneOf);
    byte[] units = xml ? bytes : onOneLineWhereNeeded(encoding, bytes);
    int unused = parser.parse(units, 0, units.length, 0, true);
    if (context.localTimes().anyUnknown() && !toldUnknownZone.getAndSet(true)) {
      LOG.warnf(
          "Local times without a zone are taken as UTC: they came too late to tell it. Set"
              + " collector.reading.zones to the zone of their site or server; this is said once."
              + " source=%s",
          source);
    }
    return new Batch(made, context.counts());
  }

  private static int first(TextEncoding encoding, byte[] bytes) {
    int at = encoding.markLength(bytes, 0, bytes.length);
    while (at + encoding.unit() <= bytes.length) {
      int c = encoding.asciiAt(bytes, at);
      if (!Character.isWhitespace(c)) {
        return c;
      }
      at += encoding.unit();
    }
    return -1;
  }

  /**
   * JSON over several lines is put on one: its line ends are blanks, since a line end inside a text
   * is always escaped. One document a line stays as it is, so that one bad line spoils itself only.
   */
  private static byte[] onOneLineWhereNeeded(TextEncoding encoding, byte[] bytes) {
    int start = encoding.markLength(bytes, 0, bytes.length);
    int end = encoding.indexOf(bytes, start, bytes.length, '\n');
    if (end < 0) {
      return bytes;
    }
    String firstLine = encoding.text(bytes, start, end).strip();
    if (firstLine.endsWith("}") && firstLine.startsWith("{")) {
      return bytes;
    }
    return encoding
        .text(bytes, start, bytes.length)
        .replace('\r', ' ')
        .replace('\n', ' ')
        .getBytes(StandardCharsets.UTF_8);
  }

  private ZoneId zoneOf(String computer) {
    if (computer == null || computer.isBlank()) {
      return null;
    }
    String server = settings.servers().nameOf(computer);
    return settings.zones().of(sites.siteOf(server), server);
  }

  private Position position(
      String computer, String channel, Long recordId, long offset, String text) {
    if (computer == null || computer.isBlank()) {
      return null;
    }
    String server = settings.servers().nameOf(computer);
    return new Position(
        sites.siteOf(server),
        server,
        settings.collector(),
        "channel:" + (channel == null ? "" : channel),
        recordId == null ? hash(text) : recordId);
  }

  /** Stands in for a record id: the same event has the same, and no record id is negative. */
  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      long value = 0;
      for (int i = 0; i < 8; i++) {
        value = (value << 8) | (digest[i] & 0xFF);
      }
      return value | Long.MIN_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
