/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.util.List;
import java.util.Optional;

/**
 * What an incident involves beside its back end, as the correlator sees it.
 *
 * @param scope SERVER, FRONT_END (one front end of it, others are served), SITE or ESTATE
 * @param groupId the same for incidents of several back ends that belong together
 * @param groupBackEnds those back ends, its own among them
 * @param thumbprint of the certificate on port 444 while it failed
 */
public record Involved(
    String scope,
    Optional<String> groupId,
    List<String> groupBackEnds,
    Optional<String> thumbprint) {

  /** Nothing else. */
  public static final Involved ALONE =
      new Involved("SERVER", Optional.empty(), List.of(), Optional.empty());

  public Involved {
    groupBackEnds = List.copyOf(groupBackEnds);
  }
}
