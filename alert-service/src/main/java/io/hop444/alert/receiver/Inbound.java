/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.receiver;

import java.util.List;
import java.util.Map;

/**
 * How a ticket system tells back.
 *
 * @param secrets prove that it is the ticket system; more than one while they are changed
 * @param fields where in its JSON each {@link Field} is, as JSON pointers
 * @param states what each of its states means; others are shown and change nothing
 */
public record Inbound(
    List<String> secrets, Map<Field, String> fields, Map<String, TicketAction> states) {

  public Inbound {
    secrets = List.copyOf(secrets);
    fields = Map.copyOf(fields);
    states = Map.copyOf(states);
  }

  /** What can be read from a message of a ticket system. */
  public enum Field {
    /** The dedup key it got from us, or the incident's id. Needed. */
    KEY("/key"),
    /** Number of the ticket, as people say it. */
    TICKET("/ticket"),
    /** Address at which a person can read it. */
    LINK("/link"),
    /** Its state, in its own words. */
    STATE("/state"),
    /** Who works on it. */
    ASSIGNEE("/assignee"),
    /** Who changed it. */
    BY("/by"),
    /** Comment or reason. */
    TEXT("/text");

    private final String usualPointer;

    Field(String usualPointer) {
      this.usualPointer = usualPointer;
    }

    /** Where it is when the file of routes says nothing else. */
    public String usualPointer() {
      return usualPointer;
    }
  }

  /** What a state of a ticket means for the incident. */
  public enum TicketAction {
    /** It is known and changes nothing. */
    NONE,
    ACKNOWLEDGE,
    RESOLVE,
    REOPEN
  }

  @Override
  public String toString() {
    return "Inbound" + states.keySet();
  }
}
