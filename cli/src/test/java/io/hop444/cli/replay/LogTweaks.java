/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes the logs of an estate after they were written. */
interface LogTweaks {

  LogTweaks NONE = logs -> {};

  Pattern ISO = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?Z");
  Pattern W3C = Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d) ");
  List<String> FEW =
      List.of(
          "DateTime",
          "BackEndStatus",
          "RequestId",
          "Protocol",
          "UrlStem",
          "AuthenticatedUser",
          "TargetServer",
          "UserAgent",
          "ServerHostName",
          "HttpStatus",
          "ErrorCode",
          "Method",
          "GenericInfo",
          "GenericErrors",
          "ClientIpAddress",
          "AuthenticationType");

  void apply(Path logs) throws IOException;

  default LogTweaks then(LogTweaks next) {
    return logs -> {
      apply(logs);
      next.apply(logs);
    };
  }

  /** Deletes what was not collected. */
  static LogTweaks without(String part) {
    return delete(path -> path.contains(part));
  }

  static LogTweaks onlyProxyLogs() {
    return delete(path -> !path.contains("/HttpProxy/"));
  }

  /** Sets a server's clock. */
  static LogTweaks shiftClock(String server, long seconds) {
    return lines("/" + server + "/", line -> shift(line, seconds));
  }

  static LogTweaks proxyRows(String from, String to) {
    return lines("/HttpProxy/", line -> line.replace(from, to));
  }

  /** A connection that dies outside WebException leaves 500 and the exception's type. */
  static LogTweaks ioException() {
    return lines(
        "/HttpProxy/",
        line ->
            line.replace(",503,SendFailure,SendFailure,", ",500,,InternalServerError,")
                .replaceAll(
                    "WebExceptionStatus=SendFailure;WebException=[^,\"]*",
                    "PossibleException=IOException;"));
  }

  /** Some columns only, in another order. */
  static LogTweaks fewColumns() {
    return logs -> {
      for (Path file : files(logs, path -> path.contains("/HttpProxy/"))) {
        List<String> lines = new ArrayList<>(List.of(Files.readString(file).split("\r\n")));
        List<String> header = List.of(lines.get(0).split(","));
        int[] order = FEW.stream().mapToInt(header::indexOf).toArray();
        lines.replaceAll(line -> reorder(line, order, header.size()));
        Files.writeString(file, String.join("\r\n", lines) + "\r\n");
      }
    };
  }

  private static String reorder(String line, int[] order, int width) {
    String prefix = line.startsWith("#Fields: ") ? "#Fields: " : "";
    String[] columns = line.substring(prefix.length()).split(",", -1);
    if (columns.length < width || line.contains("\"")) {
      return line;
    }
    return prefix + Arrays.stream(order).mapToObj(i -> columns[i]).collect(Collectors.joining(","));
  }

  private static String shift(String line, long seconds) {
    Matcher w3c = W3C.matcher(line);
    if (w3c.find()) {
      String moved = moved(w3c.group(1) + "T" + w3c.group(2), seconds);
      return moved.replace('T', ' ') + " " + line.substring(w3c.end());
    }
    return ISO.matcher(line)
        .replaceAll(
            found ->
                moved(found.group(1), seconds)
                    + (found.group(2) == null ? "" : found.group(2))
                    + "Z");
  }

  private static String moved(String time, long seconds) {
    return Instant.parse(time + "Z").plusSeconds(seconds).toString().substring(0, 19);
  }

  private static LogTweaks lines(String part, UnaryOperator<String> change) {
    return logs -> {
      for (Path file : files(logs, path -> path.contains(part))) {
        Files.writeString(
            file,
            Arrays.stream(Files.readString(file).split("\r\n", -1))
                .map(change)
                .collect(Collectors.joining("\r\n")));
      }
    };
  }

  private static LogTweaks delete(Predicate<String> which) {
    return logs -> {
      for (Path file : files(logs, which)) {
        Files.delete(file);
      }
    };
  }

  private static List<Path> files(Path logs, Predicate<String> which) throws IOException {
    try (Stream<Path> all = Files.walk(logs)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> which.test("/" + logs.relativize(file).toString().replace('\\', '/')))
          .sorted()
          .toList();
    }
  }
}
