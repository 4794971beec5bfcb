/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.UndecodableRecordException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * The newest version of each record. Some are in memory; those that have not changed for longest
 * are in a file without a name that lasts, since a year has many. Used by one thread.
 */
final class NewestRecords<T extends SpecificRecord> implements Closeable {

  /** Where a record stands in the file, if it does. */
  private static final class Entry {
    Instant at;
    long offset = -1;
    int room;
    int length;
  }

  private final Class<T> type;
  private final Function<T, Instant> orderedBy;
  private final int inMemory;
  private final Path folder;
  private final RecordCodec codec = new RecordCodec();
  private final Map<String, Entry> entries = new HashMap<>();
  private final LinkedHashMap<String, T> recent = new LinkedHashMap<>(16, 0.75f, true);
  private FileChannel file;

  /**
   * @param orderedBy the moment that {@link #forEach} goes by
   * @param inMemory how many records are kept in memory
   * @param folder for the file, which is made when it is needed
   */
  NewestRecords(Class<T> type, Function<T, Instant> orderedBy, int inMemory, Path folder) {
    this.type = type;
    this.orderedBy = orderedBy;
    this.inMemory = inMemory;
    this.folder = folder;
  }

  /**
   * Takes a record, or a newer version of one.
   *
   * @throws UncheckedIOException when the file cannot be written
   */
  void put(String id, T value) {
    entries.computeIfAbsent(id, key -> new Entry()).at = orderedBy.apply(value);
    recent.put(id, value);
    if (recent.size() > inMemory) {
      Map.Entry<String, T> oldest = recent.entrySet().iterator().next();
      try {
        store(entries.get(oldest.getKey()), codec.encode(oldest.getValue()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      recent.remove(oldest.getKey());
    }
  }

  private void store(Entry entry, byte[] bytes) throws IOException {
    if (file == null) {
      Path name = Files.createTempFile(folder, "hop444-replay", ".part");
      file =
          FileChannel.open(
              name,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    if (bytes.length > entry.room) {
      entry.offset = file.size();
      entry.room = bytes.length;
    }
    entry.length = bytes.length;
    ByteBuffer from = ByteBuffer.wrap(bytes);
    for (long at = entry.offset; from.hasRemaining(); ) {
      at += file.write(from, at);
    }
  }

  private T find(String id) throws IOException {
    T value = recent.get(id);
    if (value != null) {
      return value;
    }
    Entry entry = entries.get(id);
    ByteBuffer bytes = ByteBuffer.allocate(entry.length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, entry.offset + bytes.position()) < 0) {
        throw new IOException("the file of results ends too early");
      }
    }
    try {
      return type.cast(codec.decode(bytes.array()));
    } catch (UndecodableRecordException e) {
      throw new IOException(e);
    }
  }

  int size() {
    return entries.size();
  }

  /** Gives all of them, by time and then by id. */
  void forEach(Consumer<T> action) throws IOException {
    List<String> ids =
        entries.entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<String, Entry> each) -> each.getValue().at)
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    for (String id : ids) {
      action.accept(find(id));
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
