/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.event;

/** Sources of events. */
public enum Provider {
  HTTP_EVENT("Microsoft-Windows-HttpEvent", "{7b6bc78c-898b-4170-bbf8-1a469ea43fc5}", "HTTP", 4),
  W3SVC("Microsoft-Windows-IIS-W3SVC", "{05448E22-93DE-4A7A-BBA5-92E27486A8BE}", "W3SVC", 0),
  WAS("Microsoft-Windows-WAS", "{524B5D04-133C-4A62-8362-64E8EDB9CE40}", "WAS", 0),
  SCHANNEL("Schannel", "{1F678132-5938-4686-9FDC-C8FF68F15C85}", "", 712),
  CERTIFICATES(
      "Microsoft-Windows-CertificateServicesClient-Lifecycle-System",
      "{bc0669e1-a10d-4a78-834e-1ca3c806c93b}",
      "",
      1184),
  FRONT_END_PROXY("MSExchange Front End HTTP Proxy", "", "", 0),
  ASP_NET("ASP.NET 4.0.30319.0", "", "", 0),
  KERBEROS(
      "Microsoft-Windows-Security-Kerberos",
      "{98E6CFCB-EE0A-41E0-A57B-622D4E1B30B1}",
      "Kerberos",
      0),
  SERVICES(
      "Service Control Manager",
      "{555908d1-a6d7-4695-8e1e-26931d2012f4}",
      "Service Control Manager",
      600),
  EVENT_LOG("EventLog", "", "", 0);

  private final String label;
  private final String guid;
  private final String sourceName;
  private final int processId;

  Provider(String label, String guid, String sourceName, int processId) {
    this.label = label;
    this.guid = guid;
    this.sourceName = sourceName;
    this.processId = processId;
  }

  public String label() {
    return label;
  }

  /** With braces; empty where the provider has none. */
  public String guid() {
    return guid;
  }

  /** Classic source name; empty where there is none. */
  public String sourceName() {
    return sourceName;
  }

  public int processId() {
    return processId;
  }
}
