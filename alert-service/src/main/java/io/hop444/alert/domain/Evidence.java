/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A record that bears on a verdict, with the place where it can be read again.
 *
 * @param kind HTTP_PROXY, BACK_END_IIS, WINDOWS_EVENT ...
 * @param offset in bytes from the start of the file
 * @param time event time
 */
public record Evidence(
    String kind, String site, String server, String file, long offset, Instant time, String text) {

  /**
   * The same pieces so that any beginning of the list tells most: first one of each kind and
   * server, then the others, each group in the order given.
   */
  public static List<Evidence> mostTellingFirst(List<Evidence> pieces) {
    Set<String> seen = new HashSet<>();
    List<Evidence> first = new ArrayList<>();
    List<Evidence> others = new ArrayList<>();
    for (Evidence piece : pieces) {
      (seen.add(piece.kind + '\0' + piece.server) ? first : others).add(piece);
    }
    first.addAll(others);
    return List.copyOf(first);
  }
}
