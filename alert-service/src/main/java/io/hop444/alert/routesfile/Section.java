/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routesfile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of the file. Values are read as they are written: {@code no} is a text and no boolean.
 * A key that was not asked for by {@link #finish} is unknown.
 */
final class Section {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

  private final Path file;
  private final String path;
  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  Section(Path file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, "must have keys and values" + (path.isEmpty() ? "" : " (" + path + ")"));
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode(), "a key");
      if (values.put(key, tuple.getValueNode()) != null) {
        throw wrong(tuple.getKeyNode(), name(key) + " is there twice");
      }
      keys.put(key, tuple.getKeyNode());
    }
  }

  /** Names in the order of the file, where the keys are names. */
  List<String> names() {
    asked.addAll(values.keySet());
    return List.copyOf(values.keySet());
  }

  Optional<String> text(String key) {
    return value(key).map(value -> scalar(value, name(key)));
  }

  String needed(String key) {
    return text(key).orElseThrow(() -> wrong(node, name(key) + " is missing"));
  }

  /** One text or a list of them. */
  List<String> texts(String key) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(one -> scalar(one, name(key))).toList();
    }
    return List.of(scalar(value.get(), name(key)));
  }

  <T> List<T> each(String key, Function<String, T> reader) {
    List<T> read = new ArrayList<>();
    for (String text : texts(key)) {
      read.add(read(key, text, reader));
    }
    return read;
  }

  /** A value of which {@code reader} says by an {@link IllegalArgumentException} what is wrong. */
  <T> Optional<T> as(String key, Function<String, T> reader) {
    return text(key).map(text -> read(key, text, reader));
  }

  private <T> T read(String key, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(key, e.getMessage());
    }
  }

  Optional<Duration> duration(String key) {
    return as(key, Section::time);
  }

  Optional<Integer> number(String key, int min, int max) {
    return as(
        key,
        text -> {
          if (text.matches("\\d{1,9}")
              && Integer.parseInt(text) >= min
              && Integer.parseInt(text) <= max) {
            return Integer.parseInt(text);
          }
          throw new IllegalArgumentException("must be a number from " + min + " to " + max);
        });
  }

  boolean flag(String key) {
    return as(
            key,
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw new IllegalArgumentException("must be true or false");
                })
        .orElse(false);
  }

  Optional<Section> section(String key) {
    return value(key).map(value -> new Section(file, name(key), value));
  }

  List<Section> sections(String key) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof SequenceNode sequence)) {
      throw wrong(key, "must be a list, each entry beginning with a dash");
    }
    List<Section> sections = new ArrayList<>();
    for (Node entry : sequence.getValue()) {
      sections.add(new Section(file, name(key) + '[' + sections.size() + ']', entry));
    }
    return sections;
  }

  String path() {
    return path;
  }

  /** Says what is wrong with the value of a key. */
  InvalidRoutesException wrong(String key, String message) {
    return wrong(values.getOrDefault(key, node), name(key) + " " + message);
  }

  /** Refuses keys that nobody asked for. */
  void finish() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        throw wrong(
            keys.get(key), name(key) + " is not known; known here: " + String.join(", ", asked));
      }
    }
  }

  private Optional<Node> value(String key) {
    if (!asked.contains(key)) {
      asked.add(key);
    }
    return Optional.ofNullable(values.get(key));
  }

  private String scalar(Node value, String what) {
    if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue().strip();
    }
    throw wrong(value, what + " must be a text, not empty and no list");
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }

  private InvalidRoutesException wrong(Node where, String message) {
    return new InvalidRoutesException(file, where.getStartMark().getLine() + 1, message);
  }

  private static Duration time(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a time such as 30s, 15m, 4h or 1d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
