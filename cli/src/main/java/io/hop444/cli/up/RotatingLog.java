/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A child's output in a file of bounded size: at the limit it becomes {@code NAME.1}, which is
 * replaced. While the file cannot be written, as on a full disk, lines are counted and left out; a
 * line tells their number once it can be. Thread-safe.
 */
final class RotatingLog implements AutoCloseable {

  private static final int REMEMBERED_LINES = 20;

  private final Path file;
  private final long limitBytes;
  private final Deque<String> last = new ArrayDeque<>();

  /** Null after it could not be written. */
  private OutputStream output;

  private long size;
  private long missing;

  RotatingLog(Path file, long limitBytes) throws IOException {
    this.file = file;
    this.limitBytes = limitBytes;
    Files.createDirectories(file.getParent());
    open();
  }

  Path file() {
    return file;
  }

  synchronized void line(String text) {
    last.addLast(text);
    if (last.size() > REMEMBERED_LINES) {
      last.removeFirst();
    }
    try {
      if (output == null) {
        open();
      } else if (size > limitBytes) {
        rotate();
      }
      if (missing > 0) {
        // The line before may have been written in part.
        write("\nhop444: lines missing here, the file could not be written. lines=" + missing);
        missing = 0;
      }
      write(text);
    } catch (IOException e) {
      missing++;
      close();
    }
  }

  /** The newest lines, oldest first, those that could not be written among them. */
  synchronized List<String> lastLines() {
    return List.copyOf(last);
  }

  @Override
  public synchronized void close() {
    if (output == null) {
      return;
    }
    try {
      output.close();
    } catch (IOException e) {
      // Each line was written by itself: nothing is held back that could be lost.
    }
    output = null;
  }

  private void write(String line) throws IOException {
    byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    output.write(bytes);
    size += bytes.length;
  }

  private void rotate() throws IOException {
    close();
    Files.move(
        file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    open();
  }

  private void open() throws IOException {
    output = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    size = Files.size(file);
  }
}
