/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.estate.LogFile;
import io.hop444.collector.estate.RecordReader;
import io.hop444.schemas.RecordTime;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * Files of a folder, one after another; only one is open. Its head is the next record and that
 * record's time.
 */
final class LogStream implements Closeable {

  private final EstateLogs.Folder folder;
  private final int end;
  private final ReaderSettings settings;
  private final int chunkBytes;
  private final InputCounts counts;
  private int next;
  private RecordReader reader;
  private LogFile open;
  private SpecificRecord head;
  private Instant headTime = Instant.MIN;

  /**
   * @param start index of the first file
   * @param end index behind the last
   */
  LogStream(EstateLogs.Folder folder, int start, int end, EstateReplay.Reading reading) {
    this.folder = folder;
    this.next = start;
    this.end = end;
    this.settings = reading.settings();
    this.chunkBytes = reading.chunkBytes();
    this.counts = reading.counts();
  }

  /** Moves to the next record; returns false when there is none. */
  boolean advance() {
    while (true) {
      if (reader == null && !openNext()) {
        return false;
      }
      if (readHead()) {
        return true;
      }
    }
  }

  /** Never before that of an earlier record of this log by more than the log is out of order. */
  Instant headTime() {
    return headTime;
  }

  /**
   * Closes the file until its head is due, and reads it anew then: of snapshots and exports of
   * events there may be more than can be open at once. To be called before the first {@link #take}.
   */
  void park() {
    close();
    next--;
    head = null;
  }

  /** The record it stands at; null when a parked file cannot be read any more. */
  SpecificRecord take() {
    if (head == null && !advance()) {
      return null;
    }
    counts.record(head);
    return head;
  }

  private boolean openNext() {
    if (next == end) {
      return false;
    }
    open = folder.file(next++);
    try {
      reader = RecordReader.open(open, settings, chunkBytes);
    } catch (IOException e) {
      counts.unreadable(open.source(), e);
    }
    return true;
  }

  private boolean readHead() {
    if (reader == null) {
      return false;
    }
    try {
      head = reader.next();
    } catch (IOException e) {
      counts.unreadable(open.source(), e);
      head = null;
    }
    if (head == null) {
      counts.finished(open, reader);
      close();
      return false;
    }
    Instant time = RecordTime.of(head);
    if (time != null) {
      headTime = time;
    }
    return true;
  }

  @Override
  public void close() {
    if (reader == null) {
      return;
    }
    try {
      reader.close();
    } catch (IOException e) {
      counts.unreadable(open.source(), e);
    }
    reader = null;
  }
}
