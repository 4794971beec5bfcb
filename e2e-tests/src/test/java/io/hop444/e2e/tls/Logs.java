/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** The logs of the bench's servers, as Windows, IIS and Exchange write them. */
final class Logs {

  private static final String SITE = "OSL";
  private static final String PROXY_COLUMNS =
      "DateTime,RequestId,Protocol,UrlStem,AuthenticatedUser,UserAgent,ClientIpAddress,"
          + "ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,TargetServer,GenericInfo,"
          + "GenericErrors";
  private static final String IIS_COLUMNS =
      "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip"
          + " cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken";

  private final Path folder;
  private int nextRecordId;

  Logs(Path folder) {
    this.folder = folder;
  }

  /** A row of a front end's HttpProxy log; errors stand in the last column. */
  void proxied(
      Instant at,
      FrontEnd frontEnd,
      String protocol,
      String requestId,
      String user,
      FrontEnd.Answer answer,
      String errors) {
    String[] values = {
      at.toString(),
      requestId,
      protocol,
      "/" + protocol.toLowerCase(java.util.Locale.ROOT),
      user,
      "Outlook",
      "172.16.0.9",
      frontEnd.name,
      Integer.toString(answer.httpStatus()),
      answer.backEndStatus(),
      answer.errorCode(),
      "POST",
      answer.backEndStatus().isEmpty() && !errors.isEmpty() ? "" : BackEnd.HOST,
      "BeginRequest=" + at + ";",
      errors
    };
    append(
        frontEnd.name.toUpperCase(java.util.Locale.ROOT)
            + "/HttpProxy/"
            + protocol
            + "/HttpProxy_2026010100-1.LOG",
        PROXY_COLUMNS,
        String.join(",", values));
  }

  /** A row of the back end's IIS log. */
  void reached(Instant at, Map<String, String> request, int status) {
    String query =
        request.get("stem").equals("/owa")
            ? "&ActID=" + request.get("id")
            : request.get("stem").equals("/mapi")
                ? "&FrontEnd=" + request.get("front-end") + "&RequestId=" + request.get("id")
                : "-";
    append(
        "LOCALHOST/inetpub/logs/LogFiles/W3SVC2/u_ex260101.log",
        IIS_COLUMNS,
        w3cTime(at)
            + " 10.40.0.20 "
            + request.get("method")
            + " "
            + request.get("stem")
            + " "
            + query
            + " 444 anna "
            + request.get("address")
            + " Outlook - "
            + status
            + " 0 0 12");
  }

  /** A row of HTTPERR: HTTP.sys answered for a pool that is stopped. */
  void refusedByHttpSys(Instant at) {
    append(
        "LOCALHOST/HTTPERR/httperr1.log",
        "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid"
            + " s-reason s-queuename",
        w3cTime(at)
            + " 10.40.0.11 50123 10.40.0.20 444 HTTP/1.1 GET /owa 503 2 AppOffline"
            + " MSExchangeOWAAppPool");
  }

  void event(Instant at, String server, String provider, int id, Map<String, String> data) {
    StringBuilder values = new StringBuilder();
    new TreeMap<>(data)
        .forEach(
            (name, value) ->
                values
                    .append("<Data Name='")
                    .append(name)
                    .append("'>")
                    .append(value)
                    .append("</Data>"));
    append(
        server + "/events/System.xml",
        null,
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider"
            + " Name='"
            + provider
            + "'/><EventID>"
            + id
            + "</EventID><TimeCreated SystemTime='"
            + at
            + "'/><EventRecordID>"
            + ++nextRecordId
            + "</EventRecordID><Channel>System"
            + "</Channel><Computer>"
            + server
            + "</Computer></System><EventData>"
            + values
            + "</EventData></Event>");
  }

  /** Output of netsh, of a server whose port 444 has no certificate. */
  void netshWithout444(Instant at) {
    String file = "LOCALHOST/inventory/sslcert.txt";
    append(
        file,
        null,
        "\r\nSSL Certificate bindings:\r\n-------------------------\r\n\r\n"
            + "    IP:port                      : 0.0.0.0:443\r\n"
            + "    Certificate Hash             : 77b144dd7da6463ff05aaa899e55475a1d9fa3fe\r\n"
            + "    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\r\n"
            + "    Certificate Store Name       : MY\r\n");
    try {
      Files.setLastModifiedTime(path(file), FileTime.from(at));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String w3cTime(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", "");
  }

  private Path path(String file) {
    return folder.resolve(SITE).resolve(file);
  }

  private void append(String file, String header, String line) {
    Path path = path(file);
    try {
      Files.createDirectories(path.getParent());
      if (header != null && !Files.exists(path)) {
        Files.writeString(path, header + "\r\n");
      }
      Files.writeString(path, line + "\r\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
