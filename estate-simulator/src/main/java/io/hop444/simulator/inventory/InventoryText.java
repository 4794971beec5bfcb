/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.inventory;

import io.hop444.simulator.estate.Server;
import io.hop444.simulator.file.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints bindings as an inventory script and as netsh print them. */
public final class InventoryText {

  private static final String IIS_APPLICATION = "{4dc3e181-e14b-4a21-b022-59fc669b0914}";

  private InventoryText() {}

  /**
   * A JSON snapshot.
   *
   * @param acceptsAny whether the server as front end accepts any certificate on 444
   */
  public static String json(Bindings bindings, Instant takenAt, boolean acceptsAny) {
    Server server = bindings.server();
    List<Object> endpoints = new ArrayList<>();
    endpoints.add(endpoint("0.0.0.0:443", bindings.frontDoor()));
    endpoints.add(endpoint("127.0.0.1:443", bindings.frontDoor()));
    List<Object> sites = new ArrayList<>();
    sites.add(
        site(
            1,
            "Default Web Site",
            List.of("http *:80:", "https :443:", "http 127.0.0.1:80:", "https 127.0.0.1:443:")));
    if (server.role().isBackEnd()) {
      if (bindings.isBound()) {
        endpoints.add(endpoint("0.0.0.0:444", bindings.backEnd()));
      }
      sites.add(
          site(
              server.style().backEndSiteId(),
              "Exchange Back End",
              List.of("http *:81:", bindings.siteBinding())));
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("takenAt", takenAt.truncatedTo(ChronoUnit.SECONDS).toString());
    root.put("computer", server.fullName());
    root.put("allowInternalUntrustedCerts", acceptsAny);
    root.put("bindings", endpoints);
    root.put("iisSites", sites);
    root.put("certificates", bindings.store().stream().map(InventoryText::describe).toList());
    return Json.write(root) + "\n";
  }

  /** Output of {@code netsh http show sslcert} on an English Windows. */
  public static String netsh(Bindings bindings) {
    StringBuilder out = new StringBuilder(2048);
    out.append("\r\nSSL Certificate bindings:\r\n-------------------------\r\n\r\n");
    netshBlock(out, "0.0.0.0:443", bindings.frontDoor());
    netshBlock(out, "127.0.0.1:443", bindings.frontDoor());
    if (bindings.server().role().isBackEnd() && bindings.isBound()) {
      netshBlock(out, "0.0.0.0:444", bindings.backEnd());
    }
    return out.toString();
  }

  private static void netshBlock(StringBuilder out, String endpoint, Certificate certificate) {
    out.append("    IP:port                      : ").append(endpoint);
    out.append("\r\n    Certificate Hash             : ");
    out.append(certificate.thumbprint().toLowerCase(Locale.ROOT));
    out.append("\r\n    Application ID               : ").append(IIS_APPLICATION);
    out.append("\r\n    Certificate Store Name       : MY");
    out.append("\r\n    Verify Client Certificate Revocation : Enabled");
    out.append("\r\n    Verify Revocation Using Cached Client Certificate Only : Disabled");
    out.append("\r\n    Usage Check                  : Enabled");
    out.append("\r\n    Revocation Freshness Time    : 0");
    out.append("\r\n    URL Retrieval Timeout        : 0");
    out.append("\r\n    Ctl Identifier               : (null)");
    out.append("\r\n    Ctl Store Name               : (null)");
    out.append("\r\n    DS Mapper Usage              : Disabled");
    out.append("\r\n    Negotiate Client Certificate : Disabled");
    out.append("\r\n    Reject Connections           : Disabled\r\n\r\n");
  }

  private static Map<String, Object> endpoint(String endpoint, Certificate certificate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("endpoint", endpoint);
    map.put("thumbprint", certificate.thumbprint());
    map.put("appId", IIS_APPLICATION);
    map.put("store", "MY");
    return map;
  }

  private static Map<String, Object> site(int id, String name, List<String> bindings) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("name", name);
    map.put("bindings", bindings);
    return map;
  }

  private static Map<String, Object> describe(Certificate certificate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("thumbprint", certificate.thumbprint());
    map.put("subject", certificate.subject());
    map.put("subjectAlternativeNames", certificate.names());
    map.put("issuer", certificate.issuer());
    map.put("notBefore", seconds(certificate.validity().notBefore()));
    map.put("notAfter", seconds(certificate.validity().notAfter()));
    map.put("hasPrivateKey", certificate.usable());
    map.put("trusted", certificate.trusted());
    map.put(
        "friendlyName",
        certificate.subject().equals(certificate.issuer()) ? "Microsoft Exchange" : "");
    return map;
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
