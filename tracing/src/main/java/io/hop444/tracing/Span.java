/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import java.time.Instant;
import java.util.Map;

/**
 * A piece of work that has ended.
 *
 * @param own its trace and its id
 * @param parent id of the span before it; null where the trace begins
 * @param name a word for the kind of work, the same for all of its kind
 * @param start not after the end; a start that is later is taken for the end
 * @param attributes texts, numbers and truths: places and names of servers, never people, addresses
 *     of clients or what stands in a line
 */
public record Span(
    TraceParent own,
    String parent,
    String name,
    Kind kind,
    Instant start,
    Instant end,
    Map<String, Object> attributes) {

  /** Attribute that marks a span as failed, with the reason. */
  public static final String FAILURE = "error.type";

  public Span {
    start = start.isAfter(end) ? end : start;
    attributes = Map.copyOf(attributes);
  }

  /** Which side of the way to the next part it is. */
  public enum Kind {
    PRODUCER,
    CONSUMER,
    CLIENT
  }
}
