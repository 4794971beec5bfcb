/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * One place that settings come from, with the lines they stand in.
 *
 * @param rank the higher wins, as MicroProfile Config's ordinals
 * @param isEnvironment whether names are those of environment variables
 * @param repeated what stands in it twice; the last one holds
 */
record SettingsSource(
    String name,
    int rank,
    boolean isEnvironment,
    Map<String, Entry> entries,
    List<Repeated> repeated) {

  /** What some editors write before the first line. */
  static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * A value.
   *
   * @param line 0 where there are no lines
   */
  record Entry(String value, int line) {}

  /** A key that was there before. */
  record Repeated(String key, int firstLine, int line) {}

  /** What is not in a file. */
  static SettingsSource of(
      String name, int rank, boolean isEnvironment, Map<String, String> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key, new Entry(value, 0)));
    return new SettingsSource(name, rank, isEnvironment, entries, List.of());
  }

  /**
   * A file in the form of Java's properties.
   *
   * @throws IOException with the line that is none
   */
  static SettingsSource properties(Path file, int rank) throws IOException {
    SettingsSource read = empty(file, rank, false);
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      int line = i + 1;
      String text = withoutMark(lines.get(i)).stripLeading();
      if (text.isEmpty() || text.startsWith("#") || text.startsWith("!")) {
        continue;
      }
      StringBuilder whole = new StringBuilder(text);
      while (goesOn(whole) && i + 1 < lines.size()) {
        whole.append('\n').append(lines.get(++i));
      }
      Properties one = new Properties();
      try {
        one.load(new StringReader(whole.toString()));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + line + ": " + e.getMessage(), e);
      }
      one.stringPropertyNames().forEach(key -> read.put(key, one.getProperty(key).strip(), line));
    }
    return read;
  }

  private static String withoutMark(String line) {
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  /** A file of variables as systemd (EnvironmentFile) and Quarkus (.env) read it. */
  static SettingsSource variables(Path file, int rank) throws IOException {
    SettingsSource read = empty(file, rank, true);
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      int end = line.indexOf('=');
      if (end > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        String value = line.substring(end + 1).strip();
        boolean quoted =
            value.length() > 1
                && "\"'".indexOf(value.charAt(0)) >= 0
                && value.endsWith(quote(value));
        read.put(
            line.substring(0, end).strip(),
            quoted ? value.substring(1, value.length() - 1) : value,
            i + 1);
      }
    }
    return read;
  }

  private static String quote(String value) {
    return value.substring(0, 1);
  }

  /** The settings that a service is packaged with. */
  static SettingsSource packaged(Class<?> service, int rank) {
    String place = service.getProtectionDomain().getCodeSource().getLocation().toString();
    String file = "application.properties";
    String address = place.endsWith("/") ? place + file : "jar:" + place + "!/" + file;
    Properties values = new Properties();
    try (var input = new java.net.URI(address).toURL().openStream()) {
      values.load(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException("the place of a class is an address", e);
    }
    Map<String, String> all = new LinkedHashMap<>();
    values.stringPropertyNames().forEach(key -> all.put(key, values.getProperty(key)));
    return of("default", rank, false, all);
  }

  private static SettingsSource empty(Path file, int rank, boolean isEnvironment) {
    return new SettingsSource(
        file.toString(), rank, isEnvironment, new LinkedHashMap<>(), new ArrayList<>());
  }

  private void put(String key, String value, int line) {
    Entry before = entries.put(key, new Entry(value, line));
    if (before != null) {
      repeated.add(new Repeated(key, before.line(), line));
    }
  }

  private static boolean goesOn(CharSequence text) {
    int slashes = 0;
    while (slashes < text.length() && text.charAt(text.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.value()));
    return values;
  }
}
