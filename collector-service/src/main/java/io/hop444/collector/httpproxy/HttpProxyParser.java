/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.httpproxy;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.LineParser;
import io.hop444.collector.decode.RowFields;
import io.hop444.collector.decode.RowType;
import io.hop444.collector.decode.ServerNames;
import io.hop444.collector.domain.RequesterKind;
import io.hop444.collector.text.Bytes;
import io.hop444.collector.text.Utc;
import io.hop444.collector.text.Utf8;
import io.hop444.wire.DeadLetterReason;
import java.nio.charset.StandardCharsets;

/**
 * HttpProxy logs of Exchange: CSV whose header comes as a bare first line and again in {@code
 * #Fields:} lines wherever the file was opened anew.
 */
public final class HttpProxyParser extends LineParser {

  private static final String FIELDS = "#Fields:";
  private static final byte[] EXCEPTION_STATUS =
      "WebExceptionStatus=".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = {};

  private final CsvRow row = new CsvRow();
  private final ProxiedRowRedaction redaction;
  private final byte[] folderProtocol;
  private final byte[] folderServer;
  private final ServerNames servers;
  private byte[] requestId = new byte[36];
  private HttpProxyColumns columns;
  private boolean hasHeader;
  private HttpProxyColumns guessed;

  /** A parser for one file. */
  public HttpProxyParser(FileContext context) {
    super(context);
    String log = context.origin().log();
    redaction = new ProxiedRowRedaction(context.settings().redaction());
    folderProtocol = log.substring(log.indexOf('/') + 1).getBytes(StandardCharsets.UTF_8);
    servers = context.settings().servers();
    folderServer = context.origin().server().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void line(byte[] bytes, int from, int to, long offset, boolean cut) {
    if (from == to) {
      return;
    }
    if (bytes[from] == '#') {
      String line = FileContext.text(bytes, from, to);
      if (line.regionMatches(true, 0, FIELDS, 0, FIELDS.length())) {
        header(line.substring(FIELDS.length()).split(",", -1), offset);
      }
      return;
    }
    boolean wellQuoted = row.split(bytes, from, to);
    if (wellQuoted && isBareHeader(bytes, from)) {
      header(names(), offset);
      return;
    }
    if (hasHeader && columns == null) {
      context().ignore();
      return;
    }
    HttpProxyColumns inForce = hasHeader ? columns : guessed();
    if (!wellQuoted) {
      refuse(DeadLetterReason.BAD_SYNTAX, "a quote is not closed", offset, cut);
    } else if (inForce == null) {
      refuse(
          DeadLetterReason.NO_HEADER,
          "no header stands before this row, and no known build writes " + row.count() + " columns",
          offset,
          cut);
    } else if (row.count() != inForce.count) {
      refuse(
          DeadLetterReason.WRONG_COLUMN_COUNT,
          row.count() + " columns where the header names " + inForce.count,
          offset,
          cut);
    } else {
      row(inForce, offset, from, to, cut);
    }
  }

  private void row(HttpProxyColumns at, long offset, int from, int to, boolean cut) {
    long millis = Utc.exchangeTime(row.bytes(), row.start(at.dateTime), row.end(at.dateTime));
    int httpStatus = status(at.httpStatus);
    if (millis == Utc.NONE || httpStatus < 0) {
      String column = millis == Utc.NONE ? "DateTime" : "HttpStatus";
      refuse(DeadLetterReason.BAD_VALUE, "no value of column " + column, offset, cut);
      return;
    }
    context().sawTime(millis);
    row.read(at.user);
    RequesterKind requester =
        context()
            .settings()
            .requesters()
            .of(row.value(), row.valueStart(), row.valueEnd(), row, at.userAgent, at.urlStem);
    redaction.start(row, at, from, to);
    RowFields fields = context().startRow(RowType.PROXIED_REQUEST, offset, millis);
    requestId(fields, at.requestId);
    if (row.isEmpty(at.protocol)) {
      fields.text(folderProtocol, 0, folderProtocol.length);
    } else {
      required(fields, at.protocol);
    }
    frontEnd(fields, at.frontEnd);
    backEnd(fields, at.targetServer);
    optional(fields, at.targetServer);
    fields.intNumber(httpStatus);
    optional(fields, at.backEndStatus);
    optional(fields, at.errorCode);
    errors(fields, at.genericErrors);
    optional(fields, at.method);
    redaction.stem(fields, at.urlStem);
    fields.requester(requester);
    redaction.user(fields, at.user);
    redaction.client(fields, at.clientAddress);
    redaction.line(fields, from, to);
    context().endRow();
  }

  private void optional(RowFields fields, int column) {
    row.read(column);
    fields.optionalText(row.value(), row.valueStart(), row.valueEnd());
  }

  private void required(RowFields fields, int column) {
    row.read(column);
    fields.text(row.value(), row.valueStart(), row.valueEnd());
  }

  private void requestId(RowFields fields, int column) {
    int length = row.end(column) - row.start(column);
    if (requestId.length < length) {
      requestId = new byte[length];
    }
    for (int i = 0; i < length; i++) {
      requestId[i] = Utf8.lower(row.bytes()[row.start(column) + i]);
    }
    fields.optionalText(requestId, 0, length);
  }

  private void frontEnd(RowFields fields, int column) {
    byte[] name =
        row.isEmpty(column)
            ? folderServer
            : servers.nameOf(row.bytes(), row.start(column), row.end(column));
    fields.text(name, 0, name.length);
  }

  private void backEnd(RowFields fields, int column) {
    byte[] name =
        row.isEmpty(column)
            ? NOTHING
            : servers.nameOf(row.bytes(), row.start(column), row.end(column));
    fields.optionalText(name, 0, name.length);
  }

  /** The exception's status and the errors, of which the first 1,024 characters are kept. */
  private void errors(RowFields fields, int column) {
    row.read(column);
    byte[] bytes = row.value();
    int start = row.valueStart();
    int end = row.valueEnd();
    int name = Bytes.indexOf(bytes, start, end, EXCEPTION_STATUS);
    if (name < 0) {
      fields.optionalText(bytes, start, start);
    } else {
      int from = name + EXCEPTION_STATUS.length;
      int to = Bytes.indexOf(bytes, from, end, (byte) ';');
      trimmed(fields, bytes, from, to < 0 ? end : to);
    }
    redaction.errors(fields, bytes, start, end);
  }

  private static void trimmed(RowFields fields, byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && bytes[start] == ' ') {
      start++;
    }
    while (end > start && bytes[end - 1] == ' ') {
      end--;
    }
    fields.optionalText(bytes, start, end);
  }

  private void header(String[] names, long offset) {
    columns = HttpProxyColumns.named(names);
    hasHeader = true;
    headerAt(offset);
    if (columns == null) {
      refuse(
          DeadLetterReason.NO_HEADER,
          "the header does not name DateTime, BackEndStatus and TargetServer; rows below it are"
              + " counted and not shipped",
          offset);
    }
  }

  private boolean isBareHeader(byte[] bytes, int from) {
    if (bytes[from] >= '0' && bytes[from] <= '9') {
      return false;
    }
    boolean dateTime = false;
    boolean requestId = false;
    for (int i = 0; i < row.count(); i++) {
      int length = row.end(i) - row.start(i);
      if (length == 8 || length == 9) {
        String name = row.text(i);
        dateTime |= "DateTime".equalsIgnoreCase(name);
        requestId |= "RequestId".equalsIgnoreCase(name);
      }
    }
    return dateTime && requestId;
  }

  private String[] names() {
    String[] names = new String[row.count()];
    for (int i = 0; i < names.length; i++) {
      String name = row.text(i);
      names[i] = name == null ? "" : name;
    }
    return names;
  }

  private HttpProxyColumns guessed() {
    if (guessed == null || guessed.count != row.count()) {
      guessed = HttpProxyColumns.ofWidth(row.count());
    }
    return guessed;
  }

  /** The HTTP status, 0 when the cell is empty, -1 when it holds something else. */
  private int status(int column) {
    if (row.isEmpty(column)) {
      return 0;
    }
    int value = 0;
    int length = row.end(column) - row.start(column);
    for (int i = row.start(column); i < row.end(column); i++) {
      int digit = row.bytes()[i] - '0';
      if (digit < 0 || digit > 9 || length > 3) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private void refuse(DeadLetterReason reason, String detail, long offset, boolean cut) {
    refuse(reason, cut ? detail + "; the file ends in mid-line" : detail, offset);
  }
}
