/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.postgres.PageKey;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param next cursor of the page after this one; null on the last
 */
public record Page<T>(List<T> items, String next) {

  /** {@code found} holds one more than {@code limit} where there is a further page. */
  static <R, T> Page<T> of(
      List<R> found, int limit, Function<R, T> toJson, Function<R, PageKey> toKey) {
    boolean more = found.size() > limit;
    List<R> shown = more ? found.subList(0, limit) : found;
    return new Page<>(
        shown.stream().map(toJson).toList(),
        more ? Parameters.cursor(toKey.apply(shown.get(shown.size() - 1))) : null);
  }
}
