/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import java.io.BufferedWriter;
import java.io.IOException;
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
 * replaced. Thread-safe.
 */
final class RotatingLog implements AutoCloseable {

  private static final int REMEMBERED_LINES = 20;

  private final Path file;
  private final long limitBytes;
  private final Deque<String> last = new ArrayDeque<>();
  private BufferedWriter writer;
  private long size;

  RotatingLog(Path file, long limitBytes) throws IOException {
    this.file = file;
    this.limitBytes = limitBytes;
    Files.createDirectories(file.getParent());
    open();
  }

  Path file() {
    return file;
  }

  synchronized void line(String text) throws IOException {
    if (size > limitBytes) {
      writer.close();
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
      open();
    }
    writer.write(text);
    writer.newLine();
    writer.flush();
    size += text.getBytes(StandardCharsets.UTF_8).length + 1L;
    last.addLast(text);
    if (last.size() > REMEMBERED_LINES) {
      last.removeFirst();
    }
  }

  /** The newest lines, oldest first. */
  synchronized List<String> lastLines() {
    return List.copyOf(last);
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }

  private void open() throws IOException {
    writer =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    size = Files.size(file);
  }
}
