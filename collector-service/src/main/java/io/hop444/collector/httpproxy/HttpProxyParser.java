/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.httpproxy;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.LineParser;
import io.hop444.collector.domain.ServerName;
import io.hop444.collector.redaction.Principals;
import io.hop444.collector.redaction.Redaction;
import io.hop444.collector.text.Utc;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * HttpProxy logs of Exchange: CSV whose header comes as a bare first line and again in {@code
 * #Fields:} lines wherever the file was opened anew.
 */
public final class HttpProxyParser extends LineParser {

  private static final String FIELDS = "#Fields:";
  private static final String EXCEPTION_STATUS = "WebExceptionStatus=";

  /** Parameters of a query whose value is a person's name. */
  private static final String[] NAMES_IN_QUERY = {"user", "mailboxid", "email"};

  /** The schema's limit. */
  private static final int MAX_GENERIC_ERRORS = 1_024;

  private final CsvRow row = new CsvRow();
  private final String folderProtocol;
  private HttpProxyColumns columns;
  private HttpProxyColumns guessed;

  /** A parser for one file. */
  public HttpProxyParser(FileContext context) {
    super(context);
    String log = context.origin().log();
    folderProtocol = log.substring(log.indexOf('/') + 1);
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
    HttpProxyColumns inForce = columns == null ? guessed() : columns;
    if (!wellQuoted) {
      refuse(DeadLetterReason.BAD_SYNTAX, "a quote is not closed", offset, from, to, cut);
    } else if (inForce == null) {
      refuse(
          DeadLetterReason.NO_HEADER,
          "no header stands before this row, and no known build writes " + row.count() + " columns",
          offset,
          from,
          to,
          cut);
    } else if (row.count() != inForce.count) {
      refuse(
          DeadLetterReason.WRONG_COLUMN_COUNT,
          row.count() + " columns where the header names " + inForce.count,
          offset,
          from,
          to,
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
      refuse(DeadLetterReason.BAD_VALUE, "no value of column " + column, offset, from, to, cut);
      return;
    }
    context().sawTime(millis);
    String stem = row.text(at.urlStem);
    String user = row.text(at.user);
    String client = row.text(at.clientAddress);
    Requester requester =
        Requester.valueOf(
            context().settings().requesters().classify(user, row.text(at.userAgent), stem).name());
    String errors = row.text(at.genericErrors);
    String exceptionStatus = errors == null ? null : exceptionStatus(errors);
    String line = FileContext.text(row.bytes(), from, to);
    Redaction redaction = context().settings().redaction();
    if (redaction.on()) {
      List<String> users = people(at, requester, from, to);
      List<String> addresses = client == null ? List.of() : each(client);
      line = redaction.text(line, users, addresses);
      errors = errors == null ? null : redaction.text(errors, users, addresses);
      client = redaction.address(client);
      stem = users.isEmpty() || stem == null ? stem : redaction.text(stem, users, List.of());
      user = requester == Requester.PERSON ? redaction.user(user) : user;
    }
    String requestId = row.text(at.requestId);
    String protocol = row.text(at.protocol);
    String frontEnd = row.text(at.frontEnd);
    String backEnd = row.text(at.targetServer);
    context()
        .emit(
            new ProxiedRequest(
                context().position(offset),
                Instant.ofEpochMilli(millis),
                requestId == null ? null : requestId.toLowerCase(Locale.ROOT),
                protocol == null ? folderProtocol : protocol,
                frontEnd == null ? context().origin().server() : ServerName.of(frontEnd),
                backEnd == null ? null : ServerName.of(backEnd),
                backEnd,
                httpStatus,
                row.text(at.backEndStatus),
                row.text(at.errorCode),
                exceptionStatus,
                errors == null || errors.length() <= MAX_GENERIC_ERRORS
                    ? errors
                    : errors.substring(0, MAX_GENERIC_ERRORS),
                row.text(at.method),
                stem,
                requester,
                user,
                client,
                line));
  }

  /** Every way in which this row may name the person behind it. */
  private List<String> people(HttpProxyColumns at, Requester requester, int from, int to) {
    if (requester == Requester.PROBE || requester == Requester.SERVICE) {
      return List.of();
    }
    List<String> names = new ArrayList<>(4);
    String user = row.text(at.user);
    if (user != null) {
      names.add(user);
    }
    String anchor = row.text(at.anchorMailbox);
    if (anchor != null) {
      names.add(anchor.substring(anchor.indexOf('~') + 1));
    }
    String query = row.text(at.urlQuery);
    if (query != null) {
      addNamesOf(query, names);
    }
    Principals.addTo(names, row.bytes(), from, to);
    return names;
  }

  /** Several client addresses are separated by blanks. */
  private static List<String> each(String addresses) {
    return addresses.indexOf(' ') < 0 ? List.of(addresses) : List.of(addresses.split(" "));
  }

  private static void addNamesOf(String query, List<String> names) {
    int start = 0;
    for (int at = 0; at <= query.length(); at++) {
      if (at == query.length() || "?&;".indexOf(query.charAt(at)) >= 0) {
        int equals = query.indexOf('=', start);
        if (equals >= 0 && equals < at && namesSomebody(query, start, equals)) {
          names.add(query.substring(equals + 1, at));
        }
        start = at + 1;
      }
    }
  }

  private static boolean namesSomebody(String query, int start, int equals) {
    for (String name : NAMES_IN_QUERY) {
      if (equals - start == name.length()
          && query.regionMatches(true, start, name, 0, name.length())) {
        return true;
      }
    }
    return false;
  }

  private void header(String[] names, long offset) {
    HttpProxyColumns named = HttpProxyColumns.named(names);
    if (named != null) {
      columns = named;
      headerAt(offset);
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

  private static String exceptionStatus(String errors) {
    int at = errors.indexOf(EXCEPTION_STATUS);
    if (at < 0) {
      return null;
    }
    int start = at + EXCEPTION_STATUS.length();
    int end = errors.indexOf(';', start);
    String name = errors.substring(start, end < 0 ? errors.length() : end).trim();
    return name.isEmpty() ? null : name;
  }

  private void refuse(
      DeadLetterReason reason, String detail, long offset, int from, int to, boolean cut) {
    context()
        .deadLetter(
            reason,
            cut ? detail + "; the file ends in mid-line" : detail,
            offset,
            row.bytes(),
            from,
            to,
            to - from);
  }
}
