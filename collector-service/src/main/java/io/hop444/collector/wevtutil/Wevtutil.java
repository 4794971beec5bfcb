/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.wevtutil;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code wevtutil qe}, which only reads. */
final class Wevtutil {

  private static final int MAX_OUTPUT_BYTES = 64 << 20;
  private static final int MAX_ERROR_BYTES = 2_000;

  private final List<String> command;
  private final Duration timeout;

  /**
   * @param command the program, and arguments that come before its own
   */
  Wevtutil(List<String> command, Duration timeout) {
    this.command = List.copyOf(command);
    this.timeout = timeout;
  }

  /** Events from this record id on, oldest first. */
  byte[] from(String channel, long recordId, int count) throws IOException {
    return run(
        channel, "/q:*[System[EventRecordID>=" + recordId + "]]", "/c:" + count, "/rd:false");
  }

  /** The newest event; nothing when the log is empty. */
  byte[] newest(String channel) throws IOException {
    return run(channel, "/q:*", "/c:1", "/rd:true");
  }

  private byte[] run(String channel, String query, String count, String direction)
      throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("qe", channel, query, count, direction, "/f:xml", "/uni:true"));
    Process process = new ProcessBuilder(all).start();
    try {
      process.getOutputStream().close();
      Reader errors = new Reader(process.getErrorStream(), MAX_ERROR_BYTES);
      Reader output = new Reader(process.getInputStream(), MAX_OUTPUT_BYTES);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("it did not end within " + timeout);
      }
      output.join();
      errors.join();
      if (process.exitValue() != 0) {
        throw new IOException(
            "it ended with " + process.exitValue() + ": " + oneLine(errors.bytes()));
      }
      return output.bytes();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String oneLine(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceAll("[^\\p{L}\\p{N}\\p{Punct} ]+", " ")
        .strip();
  }

  /** Reads a stream to its end, so that the process is never blocked by it. */
  private static final class Reader extends Thread {

    private final InputStream in;
    private final int limit;
    private byte[] bytes = new byte[0];

    Reader(InputStream in, int limit) {
      super("wevtutil-output");
      this.in = in;
      this.limit = limit;
      setDaemon(true);
      start();
    }

    @Override
    public void run() {
      try (in) {
        bytes = in.readNBytes(limit);
        in.transferTo(java.io.OutputStream.nullOutputStream());
      } catch (IOException ended) {
        // The process was ended; its exit value tells.
      }
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
