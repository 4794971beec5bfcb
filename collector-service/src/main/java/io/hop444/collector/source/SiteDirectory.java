/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.source;

import io.hop444.collector.domain.Pause;
import io.hop444.collector.domain.ServerName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Knows which site a server belongs to: that of its folder in the estate, else the site that the
 * operator set for servers without a folder. Safe for use by many threads.
 */
public final class SiteDirectory {

  private static final Logger LOG = Logger.getLogger(SiteDirectory.class);
  private static final long LIST_EVERY_MILLIS = 30_000;

  private final Path estate;
  private final String siteOfOthers;
  private final InstantSource clock;
  private volatile Map<String, String> siteOf = Map.of();
  private final Pause listing = new Pause();

  /**
   * @param estate its folder; it may be away
   * @param siteOfOthers site of servers that have no folder there
   */
  public SiteDirectory(Path estate, String siteOfOthers, InstantSource clock) {
    this.estate = estate;
    this.siteOfOthers = siteOfOthers;
    this.clock = clock;
  }

  /** The site of a server, by its NetBIOS name in lower case. */
  public String siteOf(String server) {
    refresh();
    return siteOf.getOrDefault(server, siteOfOthers);
  }

  private synchronized void refresh() {
    long now = clock.millis();
    if (!listing.isOver(now)) {
      return;
    }
    listing.start(now, LIST_EVERY_MILLIS);
    Map<String, String> found = new HashMap<>();
    try (DirectoryStream<Path> sites = Files.newDirectoryStream(estate, Files::isDirectory)) {
      for (Path site : sites) {
        try (DirectoryStream<Path> servers = Files.newDirectoryStream(site, Files::isDirectory)) {
          for (Path server : servers) {
            found.put(
                ServerName.of(server.getFileName().toString()), site.getFileName().toString());
          }
        }
      }
      siteOf = Map.copyOf(found);
    } catch (IOException e) {
      LOG.debugf(e, "The estate's folder cannot be listed; its servers keep their sites.");
    }
  }
}
