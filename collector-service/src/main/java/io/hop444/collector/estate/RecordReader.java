/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.estate;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.FileOrigin;
import io.hop444.collector.decode.FileTail;
import io.hop444.collector.decode.LocalTimesRead;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.decode.ReadCounts;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.RecordSink;
import io.hop444.wire.LogKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads one file of an estate from its start to its end, in pieces: memory stays bounded whatever
 * the file's length. A last line without a line end is taken when it is complete, else it becomes a
 * dead letter. Used by one thread.
 */
public final class RecordReader implements Closeable {

  private static final int CHUNK_BYTES = 1 << 16;

  private final FileChannel channel;
  private final FileContext context;
  private final LogParser parser;
  private final Queue<SpecificRecord> ready = new ArrayDeque<>();
  private final int chunkBytes;
  private byte[] buffer;
  private int filled;
  private long offset;
  private boolean ended;

  private RecordReader(
      FileChannel channel,
      LogFile file,
      Instant modifiedAt,
      ReaderSettings settings,
      int chunkBytes) {
    this.channel = channel;
    this.chunkBytes = chunkBytes;
    this.buffer = new byte[2 * chunkBytes];
    FileOrigin origin =
        new FileOrigin(file.site(), file.server(), file.log(), file.source(), modifiedAt);
    this.context =
        new FileContext(
            origin,
            settings,
            file.format().kind(),
            RecordSink.ofObjects(ready::add),
            maxBytes -> FileTail.read(channel, () -> modifiedAt, maxBytes));
    this.parser = file.format().newParser(context);
  }

  /**
   * Opens a file.
   *
   * @throws IOException when it cannot be opened
   */
  public static RecordReader open(LogFile file, ReaderSettings settings) throws IOException {
    return open(file, settings, CHUNK_BYTES);
  }

  /**
   * Opens a file of many that are open at once.
   *
   * @param chunkBytes how much of it is read at once
   * @throws IOException when it cannot be opened
   */
  public static RecordReader open(LogFile file, ReaderSettings settings, int chunkBytes)
      throws IOException {
    FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
    try {
      Instant modifiedAt = Files.getLastModifiedTime(file.path()).toInstant();
      return new RecordReader(channel, file, modifiedAt, settings, chunkBytes);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The next record in the file's order, dead letters among them.
   *
   * @return null at the end of the file
   * @throws IOException when the file cannot be read any further
   */
  public SpecificRecord next() throws IOException {
    while (ready.isEmpty() && !ended) {
      readOn();
    }
    return ready.poll();
  }

  /** Counters so far. */
  public ReadCounts counts() {
    return context.counts();
  }

  /** How local times without a zone were read so far. */
  public LocalTimesRead localTimes() {
    return context.localTimes();
  }

  /** Bytes read so far. */
  public long bytes() {
    return offset + filled;
  }

  /** Kind of the log, as far as its rows have told: of an IIS log, known only after some rows. */
  public LogKind kind() {
    return context.kind();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void readOn() throws IOException {
    if (buffer.length - filled < chunkBytes) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
    if (read < 0) {
      ended = true;
    } else {
      filled += read;
    }
    int taken = parser.parse(buffer, 0, filled, offset, ended);
    System.arraycopy(buffer, taken, buffer, 0, filled - taken);
    filled -= taken;
    offset += taken;
  }
}
