/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.estate.LogFile;
import io.hop444.collector.estate.RecordReader;
import io.hop444.schemas.RecordTime;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import org.apache.avro.specific.SpecificRecord;

/**
 * The files of one log, one after another; only one is open. Its head is the next record and that
 * record's time.
 */
final class LogStream implements Closeable {

  private final Queue<LogFile> waiting;
  private final ReaderSettings settings;
  private final InputCounts counts;
  private RecordReader reader;
  private LogFile open;
  private SpecificRecord head;
  private Instant headTime = Instant.MIN;

  LogStream(List<LogFile> files, ReaderSettings settings, InputCounts counts) {
    this.waiting = new java.util.ArrayDeque<>(files);
    this.settings = settings;
    this.counts = counts;
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

  SpecificRecord head() {
    return head;
  }

  /** Never before that of an earlier record of this log by more than the log is out of order. */
  Instant headTime() {
    return headTime;
  }

  private boolean openNext() {
    open = waiting.poll();
    if (open == null) {
      return false;
    }
    try {
      reader = RecordReader.open(open, settings);
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
      counts.finished(reader.counts(), reader.bytes());
      close();
      return false;
    }
    counts.record(head);
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
