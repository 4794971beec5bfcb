/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads simulated logs back, by their own headers. */
final class Logs {

  private static final Pattern CAFE_ID = Pattern.compile("cafeReqId=([0-9a-f-]{36})");
  private static final Pattern BACK_END_ID = Pattern.compile("(?:ActID|RequestId)=([0-9a-f-]{36})");

  private final Path root;

  Logs(Path root) {
    this.root = root;
  }

  /** All HttpProxy rows by column name. */
  List<Map<String, String>> proxyRows() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path file : files("/HttpProxy/")) {
      List<String> names = List.of();
      for (String line : lines(file)) {
        if (line.startsWith("#Fields: ")) {
          names = List.of(line.substring(9).split(","));
        } else if (!line.startsWith("#") && !line.startsWith("DateTime,")) {
          rows.add(row(file, names, line.split(",", -1)));
        }
      }
    }
    return rows;
  }

  /** All rows of IIS sites with the given port; the id of the request is added as {@code id}. */
  List<Map<String, String>> iisRows(String port) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path file : files("/W3SVC")) {
      List<String> names = List.of();
      for (String line : lines(file)) {
        if (line.startsWith("#Fields: ")) {
          names = List.of(line.substring(9).split(" "));
        } else if (!line.startsWith("#")) {
          Map<String, String> row = row(file, names, line.split(" ", -1));
          Matcher id =
              (port.equals("443") ? CAFE_ID : BACK_END_ID).matcher(row.get("cs-uri-query"));
          row.put("id", id.find() ? id.group(1) : "");
          if (row.get("s-port").equals(port)) {
            rows.add(row);
          }
        }
      }
    }
    return rows;
  }

  /** All lines below folders whose path contains the text. */
  List<String> lines(String folder) {
    return files(folder).stream().flatMap(file -> lines(file).stream()).toList();
  }

  List<Path> files(String part) {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.toString().replace('\\', '/').contains(part))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> row(Path file, List<String> names, String[] values) {
    if (names.size() != values.length) {
      throw new AssertionError(
          "%s: %d values under %d names: %s"
              .formatted(file, values.length, names.size(), String.join("|", values)));
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(names.get(i), values[i]);
    }
    row.put("file", root.relativize(file).toString());
    return row;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
