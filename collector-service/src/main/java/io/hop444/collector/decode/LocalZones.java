/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.domain.ServerName;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The time zones of sites and servers, as the operator names them: for shippers that write local
 * times without a zone.
 */
public final class LocalZones {

  /** None are named. */
  public static final LocalZones NONE = of(List.of());

  private static final String FORM =
      "Write NAME=ZONE: the name of a site's or server's folder, and a zone such as Europe/Berlin,"
          + " UTC or +05:30.";

  private final Map<String, ZoneId> byName = new HashMap<>();

  private LocalZones() {}

  /**
   * Zones of sites and servers.
   *
   * @param written each {@code NAME=ZONE}
   * @throws IllegalArgumentException when one is not
   */
  public static LocalZones of(List<String> written) {
    LocalZones zones = new LocalZones();
    for (String each : written) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? "" : key(each.substring(0, equals));
      if (name.isEmpty()) {
        throw new IllegalArgumentException("'" + each + "' is not NAME=ZONE. " + FORM);
      }
      ZoneId zone = zone(each, each.substring(equals + 1).trim());
      if (zones.byName.putIfAbsent(name, zone) != null) {
        throw new IllegalArgumentException(
            "'" + each + "' names " + name + " once more. Give each site and server one zone.");
      }
    }
    return zones;
  }

  private static ZoneId zone(String each, String written) {
    try {
      return ZoneId.of(written);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + each + "': there is no time zone '" + written + "'. " + FORM, e);
    }
  }

  /** The zone of this server, else of its site; null when neither is named. */
  public ZoneId of(String site, String server) {
    ZoneId zone = server == null ? null : byName.get(key(server));
    return zone == null && site != null ? byName.get(key(site)) : zone;
  }

  /** Names beside these, which may be misspelt; lower case and sorted. */
  public List<String> namesBeside(Set<String> sites, Set<String> servers) {
    List<String> beside = new ArrayList<>(byName.keySet());
    sites.forEach(site -> beside.remove(key(site)));
    servers.forEach(server -> beside.remove(key(server)));
    beside.sort(null);
    return beside;
  }

  /** A full host name stands for the server, as everywhere. */
  private static String key(String name) {
    return ServerName.of(name.toLowerCase(Locale.ROOT));
  }
}
