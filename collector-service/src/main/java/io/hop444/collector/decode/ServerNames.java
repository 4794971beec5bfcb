/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.domain.Pause;
import io.hop444.collector.domain.ServerName;
import io.hop444.collector.text.ByteCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * How servers are named whose host names are longer than a NetBIOS name: some logs tell the whole
 * name and some its first 15 characters. They are one server where the estate's folders leave no
 * doubt; else names stay as they are told. Safe for use by many threads.
 */
public final class ServerNames {

  /** Of an estate whose folders are not known: names stay as they are told. */
  public static final ServerNames AS_TOLD = new ServerNames(null, () -> Instant.EPOCH);

  private static final Logger LOG = Logger.getLogger(ServerNames.class);
  private static final int NET_BIOS_LENGTH = 15;
  private static final long LOOK_EVERY_MILLIS = 30_000;

  private final Path estate;
  private final InstantSource clock;
  private final Pause looking = new Pause();
  private volatile Known known = new Known(Set.of());

  /** What follows from the folders; what is kept goes with them. */
  private static final class Known {

    private final Set<String> folders;

    /** The whole name that a short one stands for. */
    private final Map<String, String> wholes = new ConcurrentHashMap<>();

    /** The few hundred servers that rows name again and again, in UTF-8. */
    private final ByteCache<byte[]> names = new ByteCache<>(1 << 12);

    Known(Set<String> folders) {
      this.folders = Set.copyOf(folders);
    }

    String nameOf(String host) {
      String name = ServerName.of(host);
      if (name.length() < NET_BIOS_LENGTH || folders.contains(name) || !ServerName.isName(name)) {
        return name;
      }
      String cut = name.substring(0, NET_BIOS_LENGTH);
      Set<String> longer = new TreeSet<>();
      for (String folder : folders) {
        if (folder.length() > NET_BIOS_LENGTH && folder.startsWith(cut)) {
          longer.add(folder);
        }
      }
      if (name.equals(cut)) {
        return longer.size() == 1 ? longer.iterator().next() : name;
      }
      boolean isShortened = folders.contains(cut) && longer.isEmpty();
      return isShortened && name.equals(wholes.computeIfAbsent(cut, shortName -> name))
          ? cut
          : name;
    }
  }

  private ServerNames(Path estate, InstantSource clock) {
    this.estate = estate;
    this.clock = clock;
  }

  /** Of an estate in this folder, which may be away. */
  public static ServerNames of(Path estate, InstantSource clock) {
    ServerNames names = new ServerNames(estate, clock);
    names.look();
    return names;
  }

  /** The name of a host. */
  public String nameOf(String host) {
    return known.nameOf(host);
  }

  /** The name of the host in {@code bytes[from, to)}, in UTF-8; not to be changed. */
  public byte[] nameOf(byte[] bytes, int from, int to) {
    Known now = known;
    byte[] name = now.names.get(bytes, from, to);
    if (name == null) {
      String host = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      name = now.nameOf(host).getBytes(StandardCharsets.UTF_8);
      now.names.put(bytes, from, to, name);
    }
    return name;
  }

  /** Looks at the folders, which may be new; to be called where a file is begun. */
  synchronized void look() {
    if (estate == null || !looking.isOver(clock.millis())) {
      return;
    }
    looking.start(clock.millis(), LOOK_EVERY_MILLIS);
    Set<String> found = new TreeSet<>();
    try (DirectoryStream<Path> sites = Files.newDirectoryStream(estate, Files::isDirectory)) {
      for (Path site : sites) {
        try (DirectoryStream<Path> servers = Files.newDirectoryStream(site, Files::isDirectory)) {
          for (Path server : servers) {
            found.add(ServerName.of(server.getFileName().toString()));
          }
        }
      }
    } catch (IOException e) {
      LOG.debugf(e, "The estate's folder cannot be listed; what is known of its servers stays.");
      return;
    }
    if (!found.equals(known.folders)) {
      known = new Known(found);
    }
  }
}
