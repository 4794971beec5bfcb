/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each call of the API that a document names is served. */
class DocumentedCallsTest {

  private static final Pattern CALL =
      Pattern.compile("\\b(GET|POST|PUT|PATCH|DELETE) (/(?:api|tickets)/[^\\s`?)|]*)");

  @Test
  void shouldServeEachCallThatADocumentNames() throws IOException {
    Set<String> served = ServedCalls.all();
    int found = 0;

    for (Path document : documents()) {
      for (String call : calls(document)) {
        assertThat(served).as("%s in %s", call, document).anyMatch(one -> isMeant(one, call));
        found++;
      }
    }

    assertThat(found).isGreaterThan(20);
  }

  /** Whether a document's call is that one; {@code …} at its end stands for anything further. */
  private static boolean isMeant(String served, String documented) {
    String call = documented.replaceAll("[.,;:]+$", "");
    boolean anyFurther = call.endsWith("…");
    String[] own = served.split("/");
    String[] asked = (anyFurther ? call.substring(0, call.length() - 1) : call).split("/");
    if (anyFurther ? own.length < asked.length : own.length != asked.length) {
      return false;
    }
    for (int i = 0; i < asked.length; i++) {
      if (!own[i].equals(asked[i]) && !own[i].startsWith("{")) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> calls(Path document) throws IOException {
    Set<String> calls = new TreeSet<>();
    CALL.matcher(Files.readString(document))
        .results()
        .forEach(found -> calls.add(found.group(1) + ' ' + found.group(2)));
    return calls;
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("../docs"))) {
      return Stream.concat(
              pages.filter(page -> page.toString().endsWith(".md")),
              Stream.of(Path.of("README.md"), Path.of("../README.md")))
          .toList();
    }
  }
}
