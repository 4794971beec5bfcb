/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows of an estate's logs, read by other code than the collector's: each by the file it stands
 * in and the byte where it begins.
 */
final class WrittenLines {

  /** What IIS and HTTP.sys write before they write rows. */
  private static final char DIRECTIVE = '#';

  /** The title row of an HttpProxy log. */
  private static final String TITLES = "DateTime,";

  private final Path estate;
  private final Set<String> places = new HashSet<>();

  private WrittenLines(Path estate) {
    this.estate = estate;
  }

  /**
   * Places {@code file@offset} of all complete rows that concern Exchange: those of the front and
   * the back ends' IIS logs, the HttpProxy logs, and HTTP.sys errors of port 444.
   *
   * @param estate folder of {@code SITE/SERVER/} folders
   */
  static Set<String> of(Path estate) throws IOException {
    WrittenLines lines = new WrittenLines(estate);
    List<Path> files;
    try (Stream<Path> found = Files.walk(estate)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = file.toString().replace('\\', '/').toUpperCase(Locale.ROOT);
      if (name.contains("/W3SVC") || name.contains("/HTTPPROXY/")) {
        lines.add(file, false);
      } else if (name.contains("/HTTPERR/")) {
        lines.add(file, true);
      }
    }
    return lines.places;
  }

  /**
   * Where a record says it was read.
   *
   * @param source file below the estate's folder
   */
  static String place(String source, long offset) {
    return source + "@" + offset;
  }

  private void add(Path file, boolean onlyBackEnd) throws IOException {
    String source = estate.relativize(file).toString().replace('\\', '/');
    // A byte is a character, so that places in the text are places in the file.
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    int portColumn = -1;
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      String line = text.substring(start, end).stripTrailing();
      if (line.startsWith("#Fields: ")) {
        portColumn = List.of(line.substring("#Fields: ".length()).split(" ")).indexOf("s-port");
      } else if (isRow(line) && (!onlyBackEnd || line.split(" ")[portColumn].equals("444"))) {
        places.add(place(source, start));
      }
      start = end + 1;
    }
  }

  private static boolean isRow(String line) {
    return !line.isEmpty()
        && line.charAt(0) != DIRECTIVE
        && !line.startsWith(TITLES)
        && line.charAt(0) != '\ufeff'
        && !line.startsWith("\u00ef\u00bb\u00bf" + TITLES);
  }
}
