/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The events that the correlator uses, in one table; all others are counted and not shipped.
 * Providers are known by name, alias or GUID: shippers disagree about names, and messages are
 * localised.
 */
final class EventKinds {

  /** HTTP.sys: its SSL settings. */
  static final String HTTP_EVENT = "Microsoft-Windows-HttpEvent";

  /** HTTP.sys on newer builds. */
  static final String HTTP_SERVICE = "Microsoft-Windows-HttpService";

  /** The service that registers a site's URL prefixes. */
  static final String W3SVC = "Microsoft-Windows-IIS-W3SVC";

  /** TLS. */
  static final String SCHANNEL = "Schannel";

  private record Provider(String name, List<String> aliases, String guid, Set<Integer> ids) {}

  private static final List<Provider> PROVIDERS =
      List.of(
          // 15021 certificate unusable, 15300 and 15301 settings deleted and created, 15005 cannot
          // bind.
          new Provider(
              HTTP_EVENT,
              List.of("HttpEvent", "HTTP"),
              "7b6bc78c-898b-4170-bbf8-1a469ea43fc5",
              Set.of(15005, 15021, 15300, 15301)),
          // Settings deleted.
          new Provider(
              HTTP_SERVICE,
              List.of("HttpService"),
              "dd5ef90a-6398-47a4-ad34-4dcecdef795f",
              Set.of(119)),
          // A prefix cannot be registered.
          new Provider(
              W3SVC, List.of("W3SVC"), "05448e22-93de-4a7a-bba5-92e27486a8be", Set.of(1004, 1007)),
          // Application pools that are stopped.
          new Provider(
              "Microsoft-Windows-WAS",
              List.of("WAS"),
              "524b5d04-133c-4a62-8362-64e8edb9ce40",
              Set.of(5002, 5057, 5059)),
          // Server credentials and cipher suites on a back end; what a front end says of the back
          // end's certificate. Alerts (36887, 36888) come from every client of every port.
          new Provider(
              SCHANNEL,
              List.of(),
              "1f678132-5938-4686-9fdc-c8ff68f15c85",
              Set.of(36869, 36870, 36871, 36874, 36881, 36882, 36883, 36884)),
          // Certificates replaced, expired, deleted, archived, installed.
          new Provider(
              "Microsoft-Windows-CertificateServicesClient-Lifecycle-System",
              List.of("CertificateServicesClient-Lifecycle-System"),
              "bc0669e1-a10d-4a78-834e-1ca3c806c93b",
              Set.of(1001, 1002, 1004, 1005, 1006)),
          // Who changed a site's bindings.
          new Provider(
              "Microsoft-Windows-IIS-Configuration",
              List.of(),
              "dc0b8e51-4863-407a-bc3c-1b479b2978ac",
              Set.of(29, 50)),
          // 1003 unhandled exception, 2002 throttled.
          new Provider(
              "MSExchange Front End HTTP Proxy",
              List.of("MSExchange Front End HTTPS Proxy"),
              null,
              Set.of(1003, 2002)));

  /** Names by position, for shippers that lose them. */
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry(HTTP_EVENT + 15021, List.of("DeviceObject", "Endpoint")),
          Map.entry(HTTP_EVENT + 15300, List.of("DeviceObject", "Endpoint")),
          Map.entry(HTTP_EVENT + 15301, List.of("DeviceObject", "Endpoint")),
          Map.entry(HTTP_EVENT + 15005, List.of("DeviceObject", "Address")),
          Map.entry(SCHANNEL + 36869, List.of("Type")),
          Map.entry(SCHANNEL + 36870, List.of("Type", "ErrorCode", "ErrorStatus")),
          Map.entry(SCHANNEL + 36871, List.of("Type", "ErrorState")),
          Map.entry(SCHANNEL + 36874, List.of("Protocol")),
          Map.entry(SCHANNEL + 36884, List.of("Name")));

  private static final Map<String, Provider> BY_NAME = new HashMap<>();

  static {
    for (Provider provider : PROVIDERS) {
      BY_NAME.put(key(provider.name()), provider);
      for (String alias : provider.aliases()) {
        BY_NAME.put(key(alias), provider);
      }
      if (provider.guid() != null) {
        BY_NAME.put(provider.guid(), provider);
      }
    }
  }

  private EventKinds() {}

  /** The canonical name of an event's provider when the event bears on port 444, else null. */
  static String wantedProvider(RawEvent event) {
    Provider provider = BY_NAME.get(guidKey(event.providerGuid));
    if (provider == null) {
      provider = BY_NAME.get(key(event.provider));
    }
    if (provider == null) {
      provider = BY_NAME.get(key(event.eventSource));
    }
    return provider != null && provider.ids().contains(event.eventId) ? provider.name() : null;
  }

  /** Names of the values of an event by position, as its manifest has them; empty if unknown. */
  static List<String> valueNames(String provider, int eventId) {
    return NAMES.getOrDefault(provider + eventId, List.of());
  }

  private static String key(String name) {
    return name == null ? "" : name.trim().toLowerCase(Locale.ROOT);
  }

  private static String guidKey(String guid) {
    String key = key(guid);
    return key.startsWith("{") && key.endsWith("}") ? key.substring(1, key.length() - 1) : key;
  }
}
