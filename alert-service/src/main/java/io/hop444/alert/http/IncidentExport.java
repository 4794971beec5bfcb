/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.alert.event.IncidentJson;
import io.hop444.alert.postgres.PageKey;
import io.hop444.alert.postgres.PostgresIncidentReader;
import io.hop444.alert.postgres.PostgresIncidentReader.Listed;
import io.hop444.alert.postgres.PostgresIncidentReader.Question;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes incidents page by page, so that memory does not grow with their number. Thread-safe. */
@ApplicationScoped
class IncidentExport {

  private static final int PAGE = 500;

  /** What does not fit a cell. */
  private static final Set<String> NOT_IN_CSV = Set.of("hops", "evidence");

  private static final List<String> COLUMNS =
      Arrays.stream(IncidentJson.class.getRecordComponents())
          .map(RecordComponent::getName)
          .filter(name -> !NOT_IN_CSV.contains(name))
          .toList();

  private final PostgresIncidentReader reader;
  private final ObjectMapper mapper;

  @Inject
  IncidentExport(PostgresIncidentReader reader, ObjectMapper mapper) {
    this.reader = reader;
    this.mapper = mapper;
  }

  @FunctionalInterface
  private interface Each {
    void write(IncidentJson incident) throws IOException;
  }

  /** One row for each incident, below a row of names. */
  void csv(Question question, OutputStream out) throws IOException {
    out.write(CsvRow.of(COLUMNS).getBytes(StandardCharsets.UTF_8));
    forEach(
        question,
        incident -> {
          JsonNode json = mapper.valueToTree(incident);
          List<String> cells = COLUMNS.stream().map(name -> text(json.path(name))).toList();
          out.write(CsvRow.of(cells).getBytes(StandardCharsets.UTF_8));
        });
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining("; "));
    }
    return value.isNull() || value.isMissingNode() ? "" : value.asText();
  }

  /** A JSON array, one incident a line. */
  void json(Question question, OutputStream out) throws IOException {
    byte[] comma = ",\n".getBytes(StandardCharsets.US_ASCII);
    boolean[] first = {true};
    out.write('[');
    forEach(
        question,
        incident -> {
          if (!first[0]) {
            out.write(comma);
          }
          first[0] = false;
          out.write(mapper.writeValueAsBytes(incident));
        });
    out.write("]\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** In a failure the answer breaks off: a client that reads to the end has all. */
  private void forEach(Question question, Each each) throws IOException {
    int left = question.slice().limit();
    Optional<PageKey> before = question.slice().before();
    try {
      while (left > 0) {
        int size = Math.min(PAGE, left);
        List<Listed> page = reader.page(question.page(before, size));
        for (Listed listed : page) {
          each.write(IncidentJson.of(listed.incident(), listed.evidenceTotal()));
        }
        if (page.size() < size) {
          return;
        }
        left -= size;
        before = Optional.of(question.slice().order().key(page.get(size - 1).incident()));
      }
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException("the database failed amid an export", e));
    }
  }
}
