/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import io.hop444.collector.estate.EstateLayout;
import io.hop444.collector.estate.EstateScan;
import io.hop444.collector.estate.LogFile;
import io.hop444.collector.estate.LogFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which logs an estate has. Kept as folders and names: a large estate has a million files in a
 * year.
 */
final class EstateLogs {

  /** 2 comes before 10, as Exchange and HTTP.sys count their files. */
  static final Comparator<String> AS_COUNTED = EstateLogs::compareAsCounted;

  /**
   * A folder of logs.
   *
   * @param source relative to the estate's folder, with forward slashes
   * @param rolls true where its files are one log, each the continuation of the one before
   */
  record Folder(String source, Path path, boolean rolls, List<String> names) {

    LogFile file(int index) {
      String name = names.get(index);
      return EstateLayout.named(source + "/" + name, path.resolve(name));
    }
  }

  private final Map<String, Folder> folders = new TreeMap<>();
  private final EstateScan others;

  /**
   * Looks through an estate.
   *
   * @throws IOException when its folder cannot be listed
   */
  EstateLogs(Path estate) throws IOException {
    others = EstateLayout.visit(estate, (file, attributes) -> add(file), (path, attributes) -> {});
    folders.values().forEach(folder -> folder.names().sort(AS_COUNTED));
  }

  private void add(LogFile file) {
    int slash = file.source().lastIndexOf('/');
    folders
        .computeIfAbsent(
            file.source().substring(0, slash),
            source ->
                new Folder(
                    source, file.path().getParent(), rolls(file.format()), new ArrayList<>()))
        .names()
        .add(file.source().substring(slash + 1));
  }

  private static boolean rolls(LogFormat format) {
    return format == LogFormat.IIS
        || format == LogFormat.HTTP_PROXY
        || format == LogFormat.HTTP_ERR;
  }

  /** In order of their names. */
  Collection<Folder> folders() {
    return folders.values();
  }

  /** Files that are none of hop444's, sorted. */
  List<String> ignored() {
    return others.ignored().stream().sorted().toList();
  }

  /** Folders and files that could not be looked at. */
  List<EstateScan.Unreadable> unreadable() {
    return others.unreadable();
  }

  private static int compareAsCounted(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int endOfOne = endOfNumber(one, i);
      int endOfOther = endOfNumber(other, j);
      int order;
      if (endOfOne > i && endOfOther > j) {
        String number = withoutZeros(one, i, endOfOne);
        String otherNumber = withoutZeros(other, j, endOfOther);
        order = Integer.compare(number.length(), otherNumber.length());
        order = order == 0 ? number.compareTo(otherNumber) : order;
        i = endOfOne;
        j = endOfOther;
      } else {
        order = Character.compare(one.charAt(i++), other.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(one.length() - i, other.length() - j);
    return order == 0 ? one.compareTo(other) : order;
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static String withoutZeros(String text, int from, int to) {
    int start = from;
    while (start < to && text.charAt(start) == '0') {
      start++;
    }
    return text.substring(start, to);
  }
}
