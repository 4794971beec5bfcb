/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.Role;
import io.hop444.alert.problem.Problem;
import io.hop444.alert.problem.QueryRule;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client asks the feed for.
 *
 * @param after cursor of the last event it has; {@link #FROM_NOW} without one
 */
record FeedRequest(FeedFilter filter, long after) {

  static final long FROM_NOW = -1;

  private static final int LONGEST_LIST = 4_000;
  private static final List<String> PARAMETERS = List.of("after", "site", "backEnd", "type");
  private static final Set<String> TYPES =
      Arrays.stream(EventType.values()).map(EventType::wireName).collect(Collectors.toSet());

  /**
   * @throws Problem when the caller may not follow, or a parameter is wrong
   */
  static FeedRequest of(RoutingContext context) {
    Caller caller = Caller.require(context, Role.VIEWER);
    HttpServerRequest request = context.request();
    QueryRule.check(context.queryParams(), PARAMETERS);
    Set<String> types = values(request, "type");
    if (!TYPES.containsAll(types)) {
      throw Problem.badRequest(
          "type must be one or more, separated by commas, of "
              + TYPES.stream().sorted().collect(Collectors.joining(", ")));
    }
    Set<String> backEnds =
        values(request, "backEnd").stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return new FeedRequest(
        new FeedFilter(caller, values(request, "site"), backEnds, types), after(request));
  }

  private static Set<String> values(HttpServerRequest request, String name) {
    String text = request.getParam(name);
    if (text == null || text.isEmpty()) {
      return Set.of();
    }
    if (text.length() > LONGEST_LIST) {
      throw Problem.badRequest(name + " must have at most " + LONGEST_LIST + " characters");
    }
    return Set.copyOf(Arrays.asList(text.split(",", -1)));
  }

  /** The header wins: a browser that reconnects sends it beside the address it was first given. */
  private static long after(HttpServerRequest request) {
    String text = request.getHeader("Last-Event-ID");
    if (text == null || text.isEmpty()) {
      text = request.getParam("after");
    }
    if (text == null || text.isEmpty()) {
      return FROM_NOW;
    }
    try {
      long cursor = Long.parseLong(text);
      if (cursor >= 0) {
        return cursor;
      }
    } catch (NumberFormatException e) {
      // Told below, as any other value that is no cursor.
    }
    throw Problem.badRequest(
        "Last-Event-ID or after must be the id of an event of this feed, or 0 for all there are");
  }
}
