/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.estate.EstateScan;
import io.hop444.collector.estate.LogFile;
import io.hop444.collector.estate.LogFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Gives the records of an estate's logs in order of event time, whatever file they stand in. */
final class EstateReplay {

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

  private final List<LogStream> streams = new ArrayList<>();

  EstateReplay(EstateScan scan, ReaderSettings settings, InputCounts counts) {
    Map<String, List<LogFile>> logs = new TreeMap<>();
    for (LogFile file : scan.files()) {
      logs.computeIfAbsent(nameOfLog(file), name -> new ArrayList<>()).add(file);
    }
    logs.values().forEach(files -> streams.add(new LogStream(files, settings, counts)));
  }

  /** Files that follow one another are one log; event exports and snapshots each stand alone. */
  private static String nameOfLog(LogFile file) {
    boolean rolls =
        file.format() == LogFormat.IIS
            || file.format() == LogFormat.HTTP_PROXY
            || file.format() == LogFormat.HTTP_ERR;
    return rolls ? file.site() + "/" + file.server() + "/" + file.log() : file.source();
  }

  void forEach(Consumer<SpecificRecord> action) {
    PriorityQueue<Place> byTime = new PriorityQueue<>();
    for (int i = 0; i < streams.size(); i++) {
      if (streams.get(i).advance()) {
        byTime.add(new Place(i, streams.get(i)));
      }
    }
    while (!byTime.isEmpty()) {
      Place oldest = byTime.poll();
      action.accept(oldest.stream().head());
      if (oldest.stream().advance()) {
        byTime.add(oldest);
      }
    }
  }
}
