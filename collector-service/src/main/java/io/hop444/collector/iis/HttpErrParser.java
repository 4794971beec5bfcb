/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.redaction.Redaction;
import io.hop444.wire.HttpError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The error log of HTTP.sys: requests that no application saw. Only rows of port 444 are shipped; a
 * stopped application pool is proven here.
 */
public final class HttpErrParser extends W3cLineParser {

  private int client;
  private int port;
  private int method;
  private int uri;
  private int status;
  private int reason;
  private int queue;
  private RowRedaction rowRedaction;

  /** A parser for one file. */
  public HttpErrParser(FileContext context) {
    super(context);
  }

  @Override
  protected void columns(W3cHeader now) {
    client = now.index("c-ip");
    port = now.index("s-port");
    method = now.index("cs-method");
    uri = now.index("cs-uri");
    status = now.index("sc-status");
    reason = now.index("s-reason");
    queue = now.index("s-queuename");
    rowRedaction = new RowRedaction(now);
  }

  @Override
  protected void row(W3cRow row, long millis, long offset, int from, int to) {
    long portNumber = row.number(port, 0);
    long code = row.number(status, 0);
    if (portNumber < 0 || code < 0 || code > 999) {
      refuseNumber("s-port and sc-status", offset, from, to);
      return;
    }
    if (portNumber != 444) {
      context().ignore();
      return;
    }
    Redaction redaction = context().settings().redaction();
    context()
        .emit(
            new HttpError(
                context().position(offset),
                Instant.ofEpochMilli(millis),
                row.text(client),
                (int) portNumber,
                row.text(method),
                RowRedaction.path(redaction, withoutQuery(row.text(uri)), false),
                (int) code,
                row.text(reason),
                row.text(queue),
                redaction.on()
                    ? redacted(redaction, row, from, to)
                    : FileContext.text(row.bytes(), from, to)));
  }

  /** The peer of port 444 is a front end: its address stays. */
  private String redacted(Redaction redaction, W3cRow row, int from, int to) {
    List<String> names = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    rowRedaction.addNames(names, row, from, to);
    rowRedaction.addAddresses(addresses, row);
    return redaction.text(rowRedaction.textOf(row, from, to), names, addresses);
  }

  private static String withoutQuery(String uri) {
    int mark = uri == null ? -1 : uri.indexOf('?');
    return mark < 0 ? uri : uri.substring(0, mark);
  }
}
