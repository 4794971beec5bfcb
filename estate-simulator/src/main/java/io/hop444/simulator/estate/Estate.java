/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.estate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The servers of one Exchange organisation and the number of people who use them.
 *
 * @param domain DNS domain, also the domain of the mailboxes
 * @param servers at least one front end and one back end; names unique without regard to case
 * @param people number of mailboxes, spread evenly over the back ends
 */
public record Estate(String domain, List<Server> servers, int people) {

  private static final List<String> SITE_NAMES =
      List.of("OSL", "GOT", "HAM", "LYO", "BRN", "POR", "GDN", "RIX", "TLL", "CRK");

  public Estate {
    servers = List.copyOf(servers);
    if (people < 1) {
      throw new IllegalArgumentException("people=" + people + " must be at least 1");
    }
    Set<String> ids = new HashSet<>();
    for (Server server : servers) {
      if (!ids.add(server.id())) {
        throw new IllegalArgumentException(
            "server=" + server.name() + " is there twice; a name is unique in an organisation");
      }
    }
    if (servers.stream().noneMatch(s -> s.role().isFrontEnd())
        || servers.stream().noneMatch(s -> s.role().isBackEnd())) {
      throw new IllegalArgumentException("an estate needs a front end and a back end");
    }
  }

  /** Two sites with three servers each and 120 people: the estate of the demo. */
  public static Estate demo() {
    return of(2, 3, 120);
  }

  /**
   * Sites of alike size whose servers are front end and back end at once. Builds, event formats and
   * IIS columns change from server to server so that every format occurs in an estate of eight.
   *
   * @param sites 1 to 100
   * @param serversPerSite 1 to 250
   */
  public static Estate of(int sites, int serversPerSite, int people) {
    return build(sites, serversPerSite, people, false);
  }

  /** As {@link #of}, but every second site has Exchange 2013 with a third separate front ends. */
  public static Estate mixed(int sites, int serversPerSite, int people) {
    return build(sites, serversPerSite, people, true);
  }

  /** The server of that name, without regard to case. */
  public Server server(String name) {
    String id = name.toLowerCase(Locale.ROOT);
    return servers.stream()
        .filter(server -> server.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("server=" + name + " is not in the estate"));
  }

  public List<Server> frontEnds() {
    return servers.stream().filter(server -> server.role().isFrontEnd()).toList();
  }

  public List<Server> backEnds() {
    return servers.stream().filter(server -> server.role().isBackEnd()).toList();
  }

  private static Estate build(int sites, int serversPerSite, int people, boolean mixed) {
    if (sites < 1 || sites > 100 || serversPerSite < 1 || serversPerSite > 250) {
      throw new IllegalArgumentException(
          "sites=%d serversPerSite=%d must be 1 to 100 and 1 to 250"
              .formatted(sites, serversPerSite));
    }
    String domain = "tailspin.example";
    List<Server> servers = new ArrayList<>();
    for (int site = 0; site < sites; site++) {
      boolean separate = mixed && site % 2 == 1 && serversPerSite > 1;
      int frontEnds = separate ? Math.max(1, serversPerSite / 3) : 0;
      for (int index = 0; index < serversPerSite; index++) {
        ServerRole role =
            !separate
                ? ServerRole.MAILBOX
                : index < frontEnds ? ServerRole.FRONT_END : ServerRole.BACK_END;
        servers.add(server(site, index, role, domain, servers.size()));
      }
    }
    return new Estate(domain, servers, people);
  }

  private static Server server(int site, int index, ServerRole role, String domain, int ordinal) {
    String siteName = siteName(site);
    String kind = role == ServerRole.FRONT_END ? "CAS" : "EX";
    String address = "10.%d.%d.%d".formatted(40 + site, index / 200, 11 + index % 200);
    EventFormat[] formats = EventFormat.values();
    W3cLayout[] layouts = W3cLayout.values();
    ExchangeBuild[] newer = {
      ExchangeBuild.EXCHANGE_2019_CU6,
      ExchangeBuild.EXCHANGE_SE,
      ExchangeBuild.EXCHANGE_2016_CU12,
      ExchangeBuild.EXCHANGE_2016_CU23,
      ExchangeBuild.EXCHANGE_2016_CU3
    };
    LogStyle style =
        new LogStyle(
            formats[ordinal % formats.length],
            layouts[ordinal % layouts.length],
            ordinal % 5 == 4 ? 7 : 2,
            ordinal % 2 == 1);
    String name = "%s-%s%02d".formatted(siteName, kind, index + 1);
    return new Server(
        siteName,
        name,
        role,
        name.toLowerCase(Locale.ROOT) + "." + domain,
        address,
        role == ServerRole.MAILBOX
            ? newer[ordinal % newer.length]
            : ExchangeBuild.EXCHANGE_2013_CU23,
        style);
  }

  private static String siteName(int site) {
    String name = SITE_NAMES.get(site % SITE_NAMES.size());
    return site < SITE_NAMES.size() ? name : name + site / SITE_NAMES.size();
  }
}
