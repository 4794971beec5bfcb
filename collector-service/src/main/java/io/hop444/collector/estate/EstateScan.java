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
    List<LogFile> files, List<String> ignored, List<String> unreadable, List<Server> servers) {

  /** A server's folder. */
  public record Server(String site, String server) {}

  /** Copies the lists. */
  public EstateScan {
    files = List.copyOf(files);
    ignored = List.copyOf(ignored);
    unreadable = List.copyOf(unreadable);
    servers = List.copyOf(servers);
  }
}
