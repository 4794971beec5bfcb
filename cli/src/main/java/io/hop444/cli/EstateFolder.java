/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

import io.hop444.collector.decode.LocalZones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The upper two levels of an estate's folder. One that is chosen a level too deep is read without a
 * complaint, its servers are called {@code inetpub} and {@code HttpProxy}, and no failure is found.
 *
 * @param servers {@code SITE/SERVER}, as the folders are called, sorted
 */
public record EstateFolder(Path folder, List<String> servers) {

  private static final Set<String> FOLDERS_OF_A_SERVER =
      Set.of("inetpub", "httpproxy", "httperr", "events", "inventory");

  /** Copies the list. */
  public EstateFolder {
    servers = List.copyOf(servers);
  }

  /** Lists the two levels; a folder that cannot be listed counts as empty. */
  public static EstateFolder list(Path folder) {
    Set<String> servers = new TreeSet<>();
    for (Path site : foldersIn(folder)) {
      for (Path server : foldersIn(site)) {
        servers.add(site.getFileName() + "/" + server.getFileName());
      }
    }
    return new EstateFolder(folder, List.copyOf(servers));
  }

  /** What gives away that the folder of a site or of a server was chosen: most names do. */
  public Optional<String> tooDeep() {
    List<String> given = servers.stream().filter(EstateFolder::isInsideAServer).toList();
    return given.size() * 2 <= servers.size()
        ? Optional.empty()
        : Optional.of(
            folder
                + " holds "
                + given.get(0)
                + " where SITE/SERVER is expected: it is the folder of a site or of a server.");
  }

  private static boolean isInsideAServer(String siteAndServer) {
    return Stream.of(siteAndServer.toLowerCase(Locale.ROOT).split("/"))
        .anyMatch(FOLDERS_OF_A_SERVER::contains);
  }

  /** Such as {@code 6 servers of 2 sites (GOT, OSL)}. */
  public String summary() {
    Set<String> sites = new TreeSet<>();
    servers.forEach(server -> sites.add(server.substring(0, server.indexOf('/'))));
    return count(servers.size(), "server")
        + " of "
        + count(sites.size(), "site")
        + (sites.isEmpty() ? "" : " (" + abbreviated(List.copyOf(sites)) + ")");
  }

  /** Names of zones that are no folder's; events of servers without a folder may need them. */
  public List<String> without(LocalZones zones) {
    Set<String> sites = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (String server : servers) {
      int slash = server.indexOf('/');
      sites.add(server.substring(0, slash));
      names.add(server.substring(slash + 1));
    }
    return zones.namesBeside(sites, names);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String abbreviated(List<String> names) {
    int most = 5;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
  }

  private static List<Path> foldersIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
