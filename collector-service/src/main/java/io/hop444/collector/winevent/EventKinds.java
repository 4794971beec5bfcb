/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The events that bear on port 444, in one table; all others are counted and not shipped. Providers
 * are known by name, alias or GUID: shippers disagree about names, and messages are localised.
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

  /** A front end met a certificate that does not carry the back end's name. */
  static final int SCHANNEL_NAME_MISMATCH = 36884;

  private record Provider(String name, List<String> aliases, String guid, Set<Integer> ids) {}

  private static final List<Provider> PROVIDERS =
      List.of(
          // 15021 certificate unusable, 15300 and 15301 settings deleted and created, 15005 cannot
          // bind, 15007 and 15008 reservation of a prefix, 15016 security package.
          new Provider(
              HTTP_EVENT,
              List.of("HttpEvent", "HTTP"),
              "7b6bc78c-898b-4170-bbf8-1a469ea43fc5",
              Set.of(15005, 15007, 15008, 15016, 15021, 15300, 15301)),
          new Provider(
              HTTP_SERVICE,
              List.of("HttpService"),
              "dd5ef90a-6398-47a4-ad34-4dcecdef795f",
              Set.of(119)),
          new Provider(
              W3SVC,
              List.of("W3SVC"),
              "05448e22-93de-4a7a-bba5-92e27486a8be",
              Set.of(1003, 1004, 1007)),
          new Provider(
              "Microsoft-Windows-WAS",
              List.of("WAS"),
              "524b5d04-133c-4a62-8362-64e8edb9ce40",
              Set.of(5002, 5009, 5010, 5011, 5012, 5013, 5021, 5057, 5059)),
          new Provider(
              SCHANNEL, List.of(), "1f678132-5938-4686-9fdc-c8ff68f15c85", range(36869, 36888)),
          new Provider(
              "Microsoft-Windows-CertificateServicesClient-Lifecycle-System",
              List.of("CertificateServicesClient-Lifecycle-System"),
              "bc0669e1-a10d-4a78-834e-1ca3c806c93b",
              range(1001, 1010)),
          new Provider(
              "Microsoft-Windows-IIS-Configuration",
              List.of(),
              "dc0b8e51-4863-407a-bc3c-1b479b2978ac",
              Set.of(29, 50)),
          new Provider(
              "MSExchange Front End HTTP Proxy",
              List.of("MSExchange Front End HTTPS Proxy"),
              null,
              Set.of(1003, 2001, 2002)),
          new Provider("MSExchange Control Panel", List.of(), null, Set.of(4)),
          // The SMTP certificate is often the one that is bound to 444: a hint at its expiry.
          new Provider("MSExchangeTransport", List.of(), null, range(12014, 12018)),
          new Provider("MSExchangeFrontEndTransport", List.of(), null, range(12014, 12018)),
          new Provider(
              "Microsoft-Windows-Security-Kerberos",
              List.of("Kerberos"),
              "98e6cfcb-ee0a-41e0-a57b-622d4e1b30b1",
              Set.of(4)),
          // 104: an event log was cleared, evidence is gone.
          new Provider(
              "Microsoft-Windows-Eventlog",
              List.of(),
              "fc65ddd8-d6ef-4962-83d5-6e5cfe9ce148",
              Set.of(104)));

  /** Names by position, for shippers that lose them. */
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry(HTTP_EVENT + 15021, List.of("DeviceObject", "Endpoint")),
          Map.entry(HTTP_EVENT + 15300, List.of("DeviceObject", "Endpoint")),
          Map.entry(HTTP_EVENT + 15301, List.of("DeviceObject", "Endpoint")),
          Map.entry(HTTP_EVENT + 15005, List.of("DeviceObject", "Address")),
          Map.entry(HTTP_EVENT + 15007, List.of("DeviceObject", "Url")),
          Map.entry(HTTP_EVENT + 15008, List.of("DeviceObject", "Url")),
          Map.entry(HTTP_EVENT + 15016, List.of("DeviceObject", "SecurityPackage")),
          Map.entry(SCHANNEL + 36869, List.of("Type")),
          Map.entry(SCHANNEL + 36870, List.of("Type", "ErrorCode", "ErrorStatus")),
          Map.entry(SCHANNEL + 36871, List.of("Type", "ErrorState")),
          Map.entry(SCHANNEL + 36874, List.of("Protocol")),
          Map.entry(SCHANNEL + 36884, List.of("Name")),
          Map.entry(SCHANNEL + 36887, List.of("AlertDesc")),
          Map.entry(SCHANNEL + 36888, List.of("AlertDesc", "ErrorState", "TargetName")));

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

  private static Set<Integer> range(int first, int last) {
    Set<Integer> ids = new java.util.HashSet<>();
    for (int id = first; id <= last; id++) {
      ids.add(id);
    }
    return Set.copyOf(ids);
  }
}
