/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.estate;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.httpproxy.HttpProxyParser;
import io.hop444.collector.iis.HttpErrParser;
import io.hop444.collector.iis.W3cParser;
import io.hop444.collector.inventory.NetshParser;
import io.hop444.collector.inventory.SnapshotParser;
import io.hop444.collector.winevent.EventJsonParser;
import io.hop444.collector.winevent.EventXmlParser;
import io.hop444.wire.LogKind;
import java.util.function.Function;

/** How a file is written. */
public enum LogFormat {
  /** IIS log, W3C format; its rows tell whether it is a front end's or a back end's. */
  IIS(LogKind.UNKNOWN, false, W3cParser::new),
  /** HttpProxy CSV. */
  HTTP_PROXY(LogKind.HTTP_PROXY, false, HttpProxyParser::new),
  /** Error log of HTTP.sys. */
  HTTP_ERR(LogKind.HTTP_ERR, false, HttpErrParser::new),
  /** Windows events as XML. */
  EVENT_XML(LogKind.WINDOWS_EVENT, false, EventXmlParser::new),
  /** Windows events as JSON, one a line. */
  EVENT_JSON(LogKind.WINDOWS_EVENT, false, EventJsonParser::new),
  /** Inventory snapshot. */
  INVENTORY_JSON(LogKind.INVENTORY, true, SnapshotParser::new),
  /** Output of netsh http show sslcert. */
  NETSH(LogKind.INVENTORY, true, NetshParser::new);

  private final LogKind kind;
  private final boolean document;
  private final Function<FileContext, LogParser> parser;

  LogFormat(LogKind kind, boolean document, Function<FileContext, LogParser> parser) {
    this.kind = kind;
    this.document = document;
    this.parser = parser;
  }

  /** Kind of the log as far as the format tells. */
  public LogKind kind() {
    return kind;
  }

  /** Whether the file is one document that is replaced as a whole, not a log that grows. */
  public boolean isDocument() {
    return document;
  }

  /** A new parser for a file of this format. */
  public LogParser newParser(FileContext context) {
    return parser.apply(context);
  }
}
