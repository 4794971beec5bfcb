/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The metrics that a service has, and those that docs/metrics.md promises. */
final class DocumentedMetrics {

  private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");

  /** {@code | `name`, `name` | labels | type | meaning |}. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[a-z0-9_`, ]+`) \\|[^|]*\\| ([a-z, ]+) \\|");

  private static final Pattern NAME = Pattern.compile("`([a-z0-9_]+)`");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z0-9_]+)[{ ]");

  private DocumentedMetrics() {}

  /**
   * The metrics of a service, by the document.
   *
   * @param service {@code collector}, {@code correlator} or {@code alert}
   */
  static Set<String> promised(String service) throws IOException {
    return named(service, row -> true);
  }

  /** Those that are there without anything having happened. */
  static Set<String> always(String service) throws IOException {
    return named(service, row -> !row.group(2).contains("first"));
  }

  static Set<String> both(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  private static Set<String> named(String service, Predicate<MatchResult> wanted)
      throws IOException {
    Set<String> names = new TreeSet<>();
    ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .filter(wanted)
        .flatMap(row -> NAME.matcher(row.group(1)).results())
        .map(name -> name.group(1))
        .filter(name -> isOf(service, name))
        .forEach(names::add);
    return names;
  }

  /** Further ones of the JVM and of Quarkus count where the document names them. */
  private static boolean isOf(String service, String name) {
    return name.startsWith(service + "_") || name.startsWith("jvm_") || name.startsWith("process_");
  }

  /** The metrics of a service by what it answers: its own, and those of others in the document. */
  static Set<String> shown(URI root, String service) throws IOException, InterruptedException {
    String text = get(root, "q/metrics");
    Set<String> promised = promised(service);
    Set<String> names = new TreeSet<>();
    SAMPLE
        .matcher(text)
        .results()
        .map(sample -> sample.group(1))
        .filter(name -> name.startsWith(service + "_") || promised.contains(name))
        .forEach(names::add);
    return names;
  }

  /** What a service answers to a question that needs no token. */
  static String get(URI root, String path) throws IOException, InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(root.resolve(path)).header("accept", "text/plain, */*").build();
    return HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.ofString()).body();
  }
}
