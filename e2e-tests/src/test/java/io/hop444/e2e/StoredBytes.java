/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads all that the system stores, as bytes, and looks for personal data in it. */
final class StoredBytes {

  private static final int CHUNK = 1 << 20;

  private final PersonalData.Search people;
  private final Set<String> places = new TreeSet<>();
  private final Map<String, String> leaks = new TreeMap<>();
  private long bytes;

  StoredBytes(PersonalData people) {
    this.people = people.search();
  }

  /** Where something was read. */
  Set<String> places() {
    return places;
  }

  /** First piece of personal data by place, with what stands around it. */
  Map<String, String> leaks() {
    return leaks;
  }

  long bytes() {
    return bytes;
  }

  void read(String place, byte[] content) {
    if (content.length == 0) {
      return;
    }
    places.add(place);
    bytes += content.length;
    people.firstIn(content).ifPresent(found -> leaks.putIfAbsent(place, found));
  }

  /** Keys and values of every topic of hop444, those of the correlator's stores too. */
  void readTopics(String bootstrapServers) {
    readTopics(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** The same, by a client that signs in. */
  void readTopics(Map<String, ?> client) {
    Map<String, ByteArrayOutputStream> chunks = new HashMap<>();
    StoredTopic.read(
        client,
        topic -> topic.startsWith("hop444"),
        (topic, key, value) -> {
          ByteArrayOutputStream chunk =
              chunks.computeIfAbsent(topic, nothing -> new ByteArrayOutputStream());
          append(chunk, key);
          append(chunk, value);
          if (chunk.size() > CHUNK) {
            read("topic " + topic, chunk.toByteArray());
            chunk.reset();
          }
        });
    chunks.forEach((topic, chunk) -> read("topic " + topic, chunk.toByteArray()));
  }

  private static void append(ByteArrayOutputStream chunk, byte[] piece) {
    if (piece != null) {
      chunk.writeBytes(piece);
      chunk.write('\n');
    }
  }

  /** Every row of every table as text. */
  void readTables(LiveSystem system) throws IOException, SQLException {
    try (Connection connection = system.database()) {
      readTables(connection);
    }
  }

  /** The same, of a database of one's own. */
  void readTables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (var found =
          statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        // The name comes from the catalogue.
        try (var rows = statement.executeQuery("select t::text from \"" + table + "\" t")) {
          while (rows.next()) {
            append(content, rows.getString(1).getBytes(StandardCharsets.UTF_8));
          }
        }
        read("table " + table, content.toByteArray());
      }
    }
  }
}
