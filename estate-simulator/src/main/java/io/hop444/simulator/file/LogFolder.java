/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder that holds a folder per site and in it one per server. Not safe for use by several
 * threads.
 */
public final class LogFolder {

  private final Path root;
  private final Written written = new Written();
  private final List<RollingLog> logs = new ArrayList<>();

  public LogFolder(Path root) {
    this.root = root;
  }

  /** A log below {@code path}, relative to the folder. */
  public RollingLog log(String path, LogNaming naming) {
    RollingLog log = new RollingLog(root.resolve(path), naming, written);
    logs.add(log);
    return log;
  }

  /** Writes a whole file at once, over one of the same name. */
  public void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    written.file();
    written.bytes(bytes.length);
    written.lines(text.lines().count());
  }

  /** Brings the rows of all logs to their files. */
  public void flush() throws IOException {
    for (RollingLog log : logs) {
      log.flush();
    }
  }

  public Written written() {
    return written;
  }
}
