/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.alert.domain.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One notice, read from the body that a generic webhook gets. Of one thread. */
public final class Notice {

  private static final int MAX_TITLE = 400;

  private final String id;
  private final NoticeKind kind;
  private final String subject;
  private final String text;

  /** Read when it is first asked for: a generic webhook takes the text as it is. */
  private JsonNode body;

  private Notice(String id, NoticeKind kind, String subject, String text) {
    this.id = id;
    this.kind = kind;
    this.subject = subject;
    this.text = text;
  }

  /**
   * Of what stands in the table.
   *
   * @param id stays the same however often it is sent
   * @param text the body as a generic webhook gets it
   */
  public static Notice of(String id, NoticeKind kind, String subject, String text) {
    return new Notice(id, kind, subject, text);
  }

  public String id() {
    return id;
  }

  public NoticeKind kind() {
    return kind;
  }

  /** The body as a generic webhook gets it. */
  public String text() {
    return text;
  }

  /** What it does to the ticket, alert or thread of its key. */
  public Action action() {
    return Action.of(body().path("type").asText());
  }

  /** The same from the trigger to the end of one generation. */
  public String dedupKey() {
    return DedupKey.of(subject, body());
  }

  private JsonNode body() {
    if (body == null) {
      body = JsonText.read(text);
    }
    return body;
  }

  /** One sentence. */
  public String title() {
    String state = action() == Action.RESOLVE ? "Resolved: " : "";
    String title = kind.prefix() + state + value("summary");
    return title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE - 1) + "…";
  }

  /** Site, may be empty. */
  public String site() {
    return value("site");
  }

  /** The back end; of a finding its server; of an event of a site the site. */
  public String node() {
    for (String field : List.of("backEnd", "server", "name", "site")) {
      if (!value(field).isEmpty()) {
        return value(field);
      }
    }
    return "estate";
  }

  /** {@code BINDING_MISSING}, the kind of a finding, or the type of the event. */
  public String classOfEvent() {
    for (String field : List.of("cause", "kind")) {
      if (!value(field).isEmpty()) {
        return value(field);
      }
    }
    return body().path("type").asText();
  }

  /** How bad it is. */
  public Severity severity() {
    return Arrays.stream(Severity.values())
        .filter(one -> one.name().equals(value("severity")))
        .findFirst()
        .orElse(Severity.OUTAGE);
  }

  /** When it began, in event time. */
  public Instant startedAt() {
    for (String field : List.of("startedAt", "firstAt", "lastSeenAt")) {
      if (!value(field).isEmpty()) {
        return instant(value(field));
      }
    }
    return at();
  }

  /** When the event was written. */
  public Instant at() {
    return instant(body().path("timestamp").asText());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalStateException("the body of an event has no such time: " + text, e);
    }
  }

  /** Address of the page that shows it; may be empty. */
  public String link() {
    return value("link");
  }

  /** What to do about it. */
  public String fix() {
    return value("fix");
  }

  /** A line of facts: a label and what it is. */
  public record Fact(String label, String text) {}

  /** Cause, impact and the rest, in the order in which people ask. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Site", site());
    add(facts, "Server", value("backEnd").isEmpty() ? value("server") : value("backEnd"));
    add(facts, "Cause", cause());
    add(facts, "Impact", impact());
    add(facts, "Front ends", list("frontEnds"));
    add(facts, "Protocols", list("protocols"));
    add(facts, "Back ends", list("backEnds"));
    add(facts, "Since", startedAt().toString());
    add(facts, "Until", value("resolvedAt"));
    add(facts, "Changed by", value("changedBy"));
    add(facts, "Taken by", value("acknowledgedBy"));
    add(facts, "Assigned to", value("assignee"));
    return List.copyOf(facts);
  }

  private static void add(List<Fact> facts, String label, String text) {
    if (!text.isEmpty()) {
      facts.add(new Fact(label, text));
    }
  }

  private String cause() {
    String confidence = value("confidence");
    return confidence.isEmpty()
        ? classOfEvent()
        : classOfEvent() + " (confidence " + confidence + ")";
  }

  private String impact() {
    JsonNode data = body().path("data");
    if (data.has("failedRequests")) {
      String people = data.path("usersExact").asBoolean(true) ? "" : "about ";
      return people
          + data.path("usersAffected").asLong()
          + " people, "
          + data.path("failedRequests").asLong()
          + " failed requests";
    }
    return data.has("count") ? data.path("count").asLong() + " times" : "";
  }

  private String list(String field) {
    List<String> names = new ArrayList<>();
    body().path("data").path(field).forEach(name -> names.add(name.asText()));
    int shown = Math.min(names.size(), 20);
    String text = String.join(", ", names.subList(0, shown));
    return names.size() > shown ? text + " and " + (names.size() - shown) + " more" : text;
  }

  /** The most telling records with their places. */
  public List<String> evidence(int most) {
    List<String> lines = new ArrayList<>();
    for (JsonNode piece : body().path("data").path("evidence")) {
      if (lines.size() == most) {
        break;
      }
      String text = piece.path("text").asText();
      lines.add(
          piece.path("file").asText()
              + " at byte "
              + piece.path("offset").asLong()
              + ": "
              + (text.length() > 300 ? text.substring(0, 299) + "…" : text));
    }
    return lines;
  }

  /** Everything as plain text, for receivers that have one field for it. */
  public String plainText() {
    StringBuilder text = new StringBuilder(title()).append("\n\n");
    facts()
        .forEach(fact -> text.append(fact.label()).append(": ").append(fact.text()).append('\n'));
    List<String> evidence = evidence(5);
    if (!evidence.isEmpty()) {
      text.append("\nEvidence:\n");
      evidence.forEach(line -> text.append("- ").append(line).append('\n'));
    }
    if (!fix().isEmpty()) {
      text.append("\nFix: ").append(fix()).append('\n');
    }
    if (!link().isEmpty()) {
      text.append("\nMore: ").append(link()).append('\n');
    }
    return text.toString();
  }

  private String value(String field) {
    JsonNode value = body().path("data").path(field);
    return value.isNull() ? "" : value.asText("");
  }
}
