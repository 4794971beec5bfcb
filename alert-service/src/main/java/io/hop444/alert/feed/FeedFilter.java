/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.hop444.alert.access.Caller;
import io.hop444.alert.postgres.PostgresFeed;
import java.util.Locale;
import java.util.Set;

/**
 * What a client gets: what its caller may see, and of that what it asked for.
 *
 * @param sites empty for every site of the caller
 * @param backEnds in lower case; empty for all
 * @param types of events; empty for all
 */
record FeedFilter(Caller caller, Set<String> sites, Set<String> backEnds, Set<String> types) {

  FeedFilter {
    sites = Set.copyOf(sites);
    backEnds = Set.copyOf(backEnds);
    types = Set.copyOf(types);
  }

  boolean wants(PostgresFeed.Entry entry) {
    return caller.sites().includes(entry.site())
        && (sites.isEmpty() || sites.contains(entry.site()))
        && (backEnds.isEmpty() || backEnds.contains(entry.backEnd().toLowerCase(Locale.ROOT)))
        && (types.isEmpty() || types.contains(entry.type()));
  }

  /** Whether the caller's token is still good. */
  boolean isAllowed() {
    return caller.stillValid().getAsBoolean();
  }
}
