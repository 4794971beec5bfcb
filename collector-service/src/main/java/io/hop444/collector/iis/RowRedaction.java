/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.redaction.Principals;
import io.hop444.collector.redaction.Redaction;
import io.hop444.collector.redaction.RowRedactor;
import io.hop444.collector.redaction.Word;
import io.hop444.collector.text.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What may not leave the site in a row: cookies and credentials go as a whole, names and client
 * addresses become pseudonyms wherever they stand, also in columns that the operator added. One
 * instance serves the rows below one header.
 */
final class RowRedaction {

  private static final Set<String> SECRET =
      Set.of("cs(cookie)", "sc(set-cookie)", "cs(authorization)", "cs(proxy-authorization)");

  private static final Set<String> STANDARD =
      Set.of(
          "date",
          "time",
          "s-sitename",
          "s-computername",
          "s-ip",
          "cs-method",
          "cs-uri-stem",
          "cs-uri-query",
          "cs-uri",
          "s-port",
          "cs-username",
          "c-ip",
          "c-port",
          "cs-version",
          "cs(user-agent)",
          "cs(referer)",
          "cs-host",
          "sc-status",
          "sc-substatus",
          "sc-win32-status",
          "sc-bytes",
          "cs-bytes",
          "time-taken",
          "streamid",
          "s-siteid",
          "s-reason",
          "s-queuename");

  private static final List<QueryTokens.Name> NAMES_IN_QUERY =
      List.of(
          QueryTokens.Name.of("user"),
          QueryTokens.Name.of("mailboxid"),
          QueryTokens.Name.of("email"));

  private final RowRedactor inRow;
  private final RowRedactor inPath;
  private final List<Integer> secret = new ArrayList<>();
  private final List<Integer> custom = new ArrayList<>();
  private byte[] withoutSecrets = {};

  RowRedaction(W3cHeader header, Redaction redaction) {
    this.inRow = new RowRedactor(redaction);
    this.inPath = new RowRedactor(redaction);
    for (int i = 0; i < header.columns(); i++) {
      String name = header.name(i);
      if (SECRET.contains(name)) {
        secret.add(i);
      } else if (!STANDARD.contains(name)) {
        custom.add(i);
      }
    }
  }

  /** Forgets the row before. */
  void clear() {
    inRow.clear();
  }

  /** Adds the person of the row's own column. */
  Word addUser(W3cRow row, int column) {
    return inRow.addName(row.bytes(), row.start(column), row.end(column));
  }

  /** Adds the address of the row's own column. */
  Word addClient(W3cRow row, int column) {
    return inRow.addAddress(row.bytes(), row.start(column), row.end(column));
  }

  /**
   * Adds the names that the row's query, path and further columns give a person.
   *
   * @param query the row's own, cut
   */
  void addNames(QueryTokens query, W3cRow row, int from, int to) {
    for (QueryTokens.Name name : NAMES_IN_QUERY) {
      if (query.find(name)) {
        inRow.addName(query.bytes(), query.valueStart(), query.valueEnd());
      }
    }
    for (int column : custom) {
      int start = row.start(column);
      if (Bytes.indexOf(row.bytes(), start, row.end(column), (byte) '\\') > start) {
        inRow.addName(row.bytes(), start, row.end(column));
      }
    }
    Principals.addTo(inRow, row.bytes(), from, to);
  }

  /** Adds the addresses in columns that the operator added, as X-Forwarded-For. */
  void addAddresses(W3cRow row) {
    for (int column : custom) {
      byte[] bytes = row.bytes();
      int start = row.start(column);
      int end = row.end(column);
      for (int i = start; i <= end; i++) {
        if (i == end || bytes[i] == ',' || bytes[i] == ';' || bytes[i] == '+') {
          if (isAddress(bytes, start, i)) {
            inRow.addAddress(bytes, start, i);
          }
          start = i + 1;
        }
      }
    }
  }

  private static boolean isAddress(byte[] bytes, int from, int to) {
    boolean separated = false;
    boolean digit = false;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      separated |= b == '.' || b == ':';
      digit |= b >= '0' && b <= '9';
      if (b != '.' && b != ':' && b != '%' && Character.digit((char) b, 16) < 0) {
        return false;
      }
    }
    return separated && digit;
  }

  /** The row as it may leave the site; the result holds until the next call. */
  RowRedactor row(W3cRow row, int from, int to) {
    if (secret.isEmpty()) {
      inRow.redact(row.bytes(), from, to);
    } else {
      int length = copyWithoutSecrets(row, from, to);
      inRow.redact(withoutSecrets, 0, length);
    }
    return inRow;
  }

  private int copyWithoutSecrets(W3cRow row, int from, int to) {
    if (withoutSecrets.length < to - from) {
      withoutSecrets = new byte[to - from];
    }
    int length = 0;
    int at = from;
    for (int column : secret) {
      if (!row.isEmpty(column)) {
        length = copy(row.bytes(), at, row.start(column), length);
        withoutSecrets[length++] = '*';
        at = row.end(column);
      }
    }
    return copy(row.bytes(), at, to, length);
  }

  private int copy(byte[] bytes, int from, int to, int length) {
    System.arraycopy(bytes, from, withoutSecrets, length, to - from);
    return length + to - from;
  }

  /** A path as it may leave the site: names in it have a sign behind them. */
  RowRedactor path(byte[] bytes, int from, int to, boolean keepNames) {
    inPath.clear();
    if (!keepNames) {
      Principals.addTo(inPath, bytes, from, to);
    }
    inPath.redact(bytes, from, to);
    return inPath;
  }
}
