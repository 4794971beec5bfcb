/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.estate.Server;
import io.hop444.simulator.event.EventKind;
import io.hop444.simulator.event.EventWriter;
import io.hop444.simulator.event.HostEvent;
import io.hop444.simulator.file.LogFolder;
import io.hop444.simulator.file.LogNaming;
import io.hop444.simulator.file.LogNamings;
import io.hop444.simulator.file.RollingLog;
import io.hop444.simulator.traffic.HttpProxyRow;
import io.hop444.simulator.traffic.Protocol;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The logs of one server. */
final class ServerLogs {

  private final Server server;
  private final LogFolder folder;
  private final String path;
  private final RollingLog frontEnd;
  private final RollingLog backEnd;
  private final RollingLog httpErr;
  private final Map<Protocol, RollingLog> proxy = new EnumMap<>(Protocol.class);
  private final Map<String, RollingLog> events = new HashMap<>();
  private long eventRecord;

  ServerLogs(Server server, LogFolder folder, long firstEventRecord) {
    this.server = server;
    this.folder = folder;
    this.eventRecord = firstEventRecord;
    this.path = server.site() + "/" + server.name() + "/";
    LogNaming iis = LogNamings.iis(server.style().layout());
    frontEnd = folder.log(path + "inetpub/logs/LogFiles/W3SVC1", iis);
    backEnd =
        folder.log(path + "inetpub/logs/LogFiles/W3SVC" + server.style().backEndSiteId(), iis);
    httpErr = folder.log(path + "HTTPERR", LogNamings.httpErr());
    String columns = HttpProxyRow.columns(server.build().proxyColumns());
    for (Protocol protocol : Protocol.values()) {
      proxy.put(
          protocol,
          folder.log(
              path + "HttpProxy/" + protocol.folder(),
              LogNamings.httpProxy(server.build(), columns)));
    }
  }

  RollingLog frontEnd() {
    return frontEnd;
  }

  RollingLog backEnd() {
    return backEnd;
  }

  RollingLog httpErr() {
    return httpErr;
  }

  RollingLog proxy(Protocol protocol) {
    return proxy.get(protocol);
  }

  void event(EventKind kind, long millis, String binary, String... data) throws IOException {
    write(new HostEvent(kind, server, millis, List.of(data), binary, null, ++eventRecord));
  }

  void certificateEvent(EventKind kind, long millis, HostEvent.NamedCertificate certificate)
      throws IOException {
    write(new HostEvent(kind, server, millis, List.of(), "", certificate, ++eventRecord));
  }

  /** Writes a file below {@code inventory}. */
  void inventory(String name, String text) throws IOException {
    folder.file(path + "inventory/" + name, text);
  }

  private void write(HostEvent event) throws IOException {
    String name = EventWriter.fileName(server.style().events(), event.kind().channel());
    RollingLog log = events.get(name);
    if (log == null) {
      log = folder.log(path + "events", LogNamings.single(name));
      events.put(name, log);
    }
    log.append(event.millis(), EventWriter.write(event));
  }
}
