/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The sites a caller may see.
 *
 * @param sites names as the collectors send them; empty when all are meant
 */
public record SiteScope(Optional<Set<String>> sites) {

  /** Every site, also those that are added later. */
  public static final SiteScope ALL = new SiteScope(Optional.empty());

  public SiteScope {
    sites = sites.map(Set::copyOf);
  }

  /** These sites and no others. */
  public static SiteScope of(Collection<String> sites) {
    return new SiteScope(Optional.of(Set.copyOf(sites)));
  }

  /** Whether every site is meant. */
  public boolean isAll() {
    return sites.isEmpty();
  }

  /** Whether things of {@code site} may be seen. */
  public boolean includes(String site) {
    return sites.isEmpty() || sites.get().contains(site);
  }
}
