/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jboss.logging.Logger;

/**
 * Files with local times of which nothing tells the zone: each is told once. Filled by the tailer's
 * thread, asked by any.
 */
public final class UnknownZones {

  private static final Logger LOG = Logger.getLogger(UnknownZones.class);

  private final NavigableSet<String> sources = new ConcurrentSkipListSet<>();

  UnknownZones() {}

  /** A piece of this file was read. */
  void note(TailedFile file) {
    if (file.isInUnknownZone() && sources.add(file.source())) {
      LOG.warnf(
          "Local times without a zone are taken as UTC: nothing tells the zone. Set"
              + " collector.reading.zones to SITE=ZONE or SERVER=ZONE. source=%s",
          file.source());
    }
  }

  /** It is followed no more. */
  void forget(TailedFile file) {
    sources.remove(file.source());
  }

  /** What an operator should know; nothing while all times are understood. */
  public Optional<String> warning() {
    return sources.stream()
        .findFirst()
        .map(
            first ->
                "local times without a zone are taken as UTC in "
                    + first
                    + (sources.size() > 1 ? " and " + (sources.size() - 1) + " more files" : "")
                    + "; set collector.reading.zones to SITE=ZONE or SERVER=ZONE");
  }
}
