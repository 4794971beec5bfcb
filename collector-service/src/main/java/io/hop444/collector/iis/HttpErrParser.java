/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.redaction.RowRedactor;
import io.hop444.collector.text.Bytes;
import io.hop444.wire.HttpError;
import java.time.Instant;
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
  private final QueryTokens tokens = new QueryTokens();

  /** A parser for one file. */
  public HttpErrParser(FileContext context) {
    super(context, List.of("time", "s-port", "s-reason"));
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
    rowRedaction = new RowRedaction(now, context().settings().redaction());
  }

  @Override
  protected void row(W3cRow row, long millis, long offset, int from, int to) {
    long portNumber = row.number(port, 0);
    long code = row.number(status, 0);
    if (portNumber < 0 || code < 0 || code > 999) {
      refuseNumber("s-port and sc-status", offset);
      return;
    }
    if (portNumber != 444) {
      context().ignore();
      return;
    }
    context()
        .emit(
            new HttpError(
                context().position(offset),
                Instant.ofEpochMilli(millis),
                row.text(client),
                (int) portNumber,
                row.text(method),
                path(row),
                (int) code,
                row.text(reason),
                row.text(queue),
                redacted(row, from, to)));
  }

  /** The path without its query. */
  private String path(W3cRow row) {
    if (row.isEmpty(uri)) {
      return null;
    }
    int mark = Bytes.indexOf(row.bytes(), row.start(uri), row.end(uri), (byte) '?');
    return text(rowRedaction.path(row.bytes(), row.start(uri), mark < 0 ? row.end(uri) : mark));
  }

  /** The peer of port 444 is a front end: its address stays. */
  private String redacted(W3cRow row, int from, int to) {
    if (!context().settings().redaction().on()) {
      return FileContext.text(row.bytes(), from, to);
    }
    rowRedaction.clear();
    tokens.split(row.bytes(), row.start(uri), row.end(uri));
    rowRedaction.addOthers(tokens, row, from, to);
    return text(rowRedaction.row(row, from, to));
  }

  private static String text(RowRedactor redacted) {
    return FileContext.text(redacted.bytes(), redacted.from(), redacted.to());
  }
}
