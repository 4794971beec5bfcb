/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import io.hop444.collector.decode.ReaderSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Gives the records of an estate's logs in order of event time, whatever file they stand in. Of
 * each log one piece of a file is in memory; the more logs, the smaller the pieces.
 */
final class EstateReplay {

  private static final int ALL_PIECES_BYTES = 16 << 20;
  private static final int MAX_PIECE_BYTES = 1 << 16;
  private static final int MIN_PIECE_BYTES = 1 << 12;

  /** Same time: in order of the logs' names, so that a replay always gives the same. */
  private record Place(int number, LogStream stream) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.<Place, java.time.Instant>comparing(place -> place.stream().headTime())
            .thenComparing(Place::number);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** How files are read, and where what was read is counted. */
  record Reading(ReaderSettings settings, int chunkBytes, InputCounts counts) {}

  private final EstateLogs logs;
  private final Reading reading;

  EstateReplay(EstateLogs logs, ReaderSettings settings, InputCounts counts) {
    this.logs = logs;
    int open = Math.max(1, (int) logs.folders().stream().filter(EstateLogs.Folder::rolls).count());
    int piece = Math.max(MIN_PIECE_BYTES, Math.min(MAX_PIECE_BYTES, ALL_PIECES_BYTES / open));
    this.reading = new Reading(settings, piece, counts);
  }

  void forEach(Consumer<SpecificRecord> action) {
    PriorityQueue<Place> byTime = new PriorityQueue<>();
    int number = 0;
    for (EstateLogs.Folder folder : logs.folders()) {
      for (LogStream stream : streamsOf(folder)) {
        if (stream.advance()) {
          if (!folder.rolls()) {
            stream.park();
          }
          byTime.add(new Place(number, stream));
        }
        number++;
      }
    }
    while (!byTime.isEmpty()) {
      Place oldest = byTime.poll();
      SpecificRecord record = oldest.stream().take();
      if (record == null) {
        continue;
      }
      action.accept(record);
      if (oldest.stream().advance()) {
        byTime.add(oldest);
      }
    }
  }

  /** Files that follow one another are one log; event exports and snapshots each stand alone. */
  private List<LogStream> streamsOf(EstateLogs.Folder folder) {
    int files = folder.names().size();
    if (folder.rolls()) {
      return List.of(new LogStream(folder, 0, files, reading));
    }
    List<LogStream> streams = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      streams.add(new LogStream(folder, i, i + 1, reading));
    }
    return streams;
  }
}
