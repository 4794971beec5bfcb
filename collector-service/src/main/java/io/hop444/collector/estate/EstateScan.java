/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.estate;

import java.util.List;

/**
 * What an estate's folder holds.
 *
 * @param files that can be read, sorted by {@link LogFile#source}
 * @param ignored files that are none of hop444's, relative to the estate with forward slashes,
 *     sorted
 * @param unreadable folders and files that could not be looked at, with the reason
 * @param servers every server's folder, {@code site/server} with the server's NetBIOS name in lower
 *     case, also those without files
 */
public record EstateScan(
    List<LogFile> files, List<String> ignored, List<Unreadable> unreadable, List<Server> servers) {

  /** A server's folder. */
  public record Server(String site, String server) {}

  /**
   * What could not be looked at.
   *
   * @param name of the folder or file, relative to the estate with forward slashes
   * @param reason why
   */
  public record Unreadable(String name, String reason) {

    /** Whether a file is, or may be, below it. */
    public boolean hides(String source) {
      return name.isEmpty() || source.equals(name) || source.startsWith(name + "/");
    }

    @Override
    public String toString() {
      return name + ": " + reason;
    }
  }

  /** Copies the lists. */
  public EstateScan {
    files = List.copyOf(files);
    ignored = List.copyOf(ignored);
    unreadable = List.copyOf(unreadable);
    servers = List.copyOf(servers);
  }
}
