/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * One log of one server. Rows gather in memory and are appended in one write; no file stays open,
 * so an estate of any size needs one descriptor. Not safe for use by several threads.
 */
public final class RollingLog {

  private static final int FLUSH_BYTES = 64 * 1024;

  private final Path directory;
  private final LogNaming naming;
  private final Written written;

  private byte[] pending = new byte[4096];
  private int length;
  private Path file;
  private long period = Long.MIN_VALUE;
  private int part = 1;
  private long fileBytes;

  RollingLog(Path directory, LogNaming naming, Written written) {
    this.directory = directory;
    this.naming = naming;
    this.written = written;
  }

  /**
   * Appends one row.
   *
   * @param millis the row's time: it decides the file; a row that is late stays in the newest file
   * @param row without line end
   */
  public void append(long millis, CharSequence row) throws IOException {
    long wanted = naming.period(millis);
    if (file == null || wanted > period) {
      flush();
      period = wanted;
      part = 1;
      open(millis);
    } else if (fileBytes >= naming.maxBytes()) {
      flush();
      part++;
      open(millis);
    }
    add(row.toString());
    add("\r\n");
    written.lines(1);
  }

  /** Writes the header again, as the writer does after its process was restarted. */
  public void restart(long millis) throws IOException {
    if (file != null && fileBytes > 0) {
      header(millis, false);
    }
  }

  /** Brings all rows to the file. */
  public void flush() throws IOException {
    if (length == 0) {
      return;
    }
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(pending, 0, length);
    }
    written.bytes(length);
    length = 0;
  }

  private void open(long millis) throws IOException {
    Files.createDirectories(directory);
    file = directory.resolve(naming.fileName(millis, part));
    fileBytes = Files.exists(file) ? Files.size(file) : 0;
    if (fileBytes == 0) {
      written.file();
    }
    header(millis, fileBytes == 0);
  }

  private void header(long millis, boolean fileIsNew) throws IOException {
    String header = naming.header(millis, fileIsNew);
    add(header);
    written.lines(header.chars().filter(c -> c == '\n').count());
  }

  private void add(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (length + bytes.length > FLUSH_BYTES) {
      flush();
    }
    if (length + bytes.length > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(pending.length * 2, length + bytes.length));
    }
    System.arraycopy(bytes, 0, pending, length, bytes.length);
    length += bytes.length;
    fileBytes += bytes.length;
  }
}
