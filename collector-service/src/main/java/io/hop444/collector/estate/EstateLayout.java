/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.estate;

import io.hop444.collector.domain.ServerName;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Where the logs of an estate lie: {@code <site>/<server>/…}, with IIS logs in {@code W3SVC<n>},
 * HttpProxy logs in {@code HttpProxy/<Protocol>}, HTTP.sys logs in {@code HTTPERR}, at whatever
 * depth (so a copy of, or a share on, a server's own disk works as it is), events in {@code events}
 * and inventories in {@code inventory} right below the server. Names ignore case.
 */
public final class EstateLayout {

  /** Deep enough for Exchange's default installation path below a server's folder. */
  private static final int MAX_DEPTH = 16;

  private static final Pattern IIS_FOLDER = Pattern.compile("w3svc\\d+");

  /** What IIS names logs in NCSA's and in its own old format. */
  private static final Pattern OTHER_IIS_FORMAT = Pattern.compile("(u_)?(nc|in)\\d");

  private EstateLayout() {}

  /**
   * Looks through the whole estate. Links are followed; what cannot be read is listed, not an
   * error.
   *
   * @throws NotDirectoryException when {@code estate} is no folder
   * @throws IOException when it cannot be listed
   */
  public static EstateScan scan(Path estate) throws IOException {
    if (!Files.isDirectory(estate)) {
      throw new NotDirectoryException(estate.toString());
    }
    List<LogFile> files = new ArrayList<>();
    Visitor visitor =
        new Visitor(estate, (file, attributes) -> files.add(file), (path, attributes) -> {});
    Files.walkFileTree(estate, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, visitor);
    files.sort(Comparator.comparing(LogFile::source));
    visitor.ignored.sort(null);
    return new EstateScan(files, visitor.ignored, visitor.unreadable, visitor.servers);
  }

  /**
   * As {@link #scan}, for one who needs the files' attributes too: they come with the listing.
   *
   * @param found takes every file that hop444 can read
   * @param other takes every other file
   * @return the scan without its files
   */
  public static EstateScan visit(
      Path estate,
      BiConsumer<LogFile, BasicFileAttributes> found,
      BiConsumer<Path, BasicFileAttributes> other)
      throws IOException {
    if (!Files.isDirectory(estate)) {
      throw new NotDirectoryException(estate.toString());
    }
    Visitor visitor = new Visitor(estate, found, other);
    Files.walkFileTree(estate, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, visitor);
    return new EstateScan(List.of(), visitor.ignored, visitor.unreadable, visitor.servers);
  }

  /**
   * The log file that was found under this name and is at this place now; null when it is none of
   * hop444's.
   *
   * @param source relative to the estate's folder, with forward slashes
   */
  public static LogFile named(String source, Path path) {
    return recognise(path, List.of(source.split("/")));
  }

  /**
   * The log file at this place; null when it is none of hop444's.
   *
   * @param names of the folders from the site on, and of the file
   */
  static LogFile recognise(Path path, List<String> names) {
    int count = names.size();
    if (count < 4) {
      return null;
    }
    String file = names.get(count - 1).toLowerCase(Locale.ROOT);
    String folder = names.get(count - 2);
    String lowerFolder = folder.toLowerCase(Locale.ROOT);
    boolean below = count == 4;
    LogFormat format = null;
    String log = null;
    if (IIS_FOLDER.matcher(lowerFolder).matches()
        && file.endsWith(".log")
        && !OTHER_IIS_FORMAT.matcher(file).lookingAt()) {
      format = LogFormat.IIS;
      log = folder.toUpperCase(Locale.ROOT);
    } else if (lowerFolder.equals("httperr")
        && file.startsWith("httperr")
        && file.endsWith(".log")) {
      format = LogFormat.HTTP_ERR;
      log = "HTTPERR";
    } else if (count >= 5
        && names.get(count - 3).equalsIgnoreCase("HttpProxy")
        && file.startsWith("httpproxy_")
        && file.endsWith(".log")) {
      format = LogFormat.HTTP_PROXY;
      log = "HttpProxy/" + folder;
    } else if (below && lowerFolder.equals("events")) {
      log = "events";
      if (file.endsWith(".xml")) {
        format = LogFormat.EVENT_XML;
      } else if (file.endsWith(".json") || file.endsWith(".jsonl")) {
        format = LogFormat.EVENT_JSON;
      }
    } else if (below && lowerFolder.equals("inventory")) {
      log = "inventory";
      if (file.endsWith(".json")) {
        format = LogFormat.INVENTORY_JSON;
      } else if (file.endsWith(".txt")) {
        format = LogFormat.NETSH;
      }
    }
    if (format == null) {
      return null;
    }
    return new LogFile(
        names.get(0), ServerName.of(names.get(1)), log, format, path, String.join("/", names));
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final Path estate;
    private final BiConsumer<LogFile, BasicFileAttributes> found;
    private final List<String> ignored = new ArrayList<>();
    private final BiConsumer<Path, BasicFileAttributes> other;
    private final List<EstateScan.Unreadable> unreadable = new ArrayList<>();
    private final List<EstateScan.Server> servers = new ArrayList<>();

    Visitor(
        Path estate,
        BiConsumer<LogFile, BasicFileAttributes> found,
        BiConsumer<Path, BasicFileAttributes> other) {
      this.estate = estate;
      this.found = found;
      this.other = other;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      List<String> names = names(folder);
      if (names.size() == 2) {
        servers.add(new EstateScan.Server(names.get(0), ServerName.of(names.get(1))));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      List<String> names = names(path);
      LogFile file = attributes.isRegularFile() ? recognise(path, names) : null;
      if (file == null) {
        ignored.add(String.join("/", names));
        other.accept(path, attributes);
      } else {
        found.accept(file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      unreadable.add(new EstateScan.Unreadable(String.join("/", names(path)), e.toString()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
      if (e != null) {
        unreadable.add(new EstateScan.Unreadable(String.join("/", names(folder)), e.toString()));
      }
      return FileVisitResult.CONTINUE;
    }

    private List<String> names(Path path) {
      List<String> names = new ArrayList<>();
      if (!path.equals(estate)) {
        estate.relativize(path).forEach(name -> names.add(name.toString()));
      }
      return names;
    }
  }
}
