/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.OwnColumns;
import io.hop444.collector.redaction.Principals;
import io.hop444.collector.redaction.Redaction;
import io.hop444.collector.redaction.RowRedactor;
import io.hop444.collector.redaction.Word;
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
  private final OwnColumns own;
  private byte[] withoutSecrets = {};

  RowRedaction(W3cHeader header, Redaction redaction) {
    this.inRow = new RowRedactor(redaction);
    this.inPath = new RowRedactor(redaction);
    List<Integer> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.columns(); i++) {
      String name = header.name(i);
      if (SECRET.contains(name)) {
        secret.add(i);
      } else if (!STANDARD.contains(name) || header.index(name) != i) {
        columns.add(i);
        names.add(name);
      }
    }
    own = new OwnColumns(columns, names);
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
   * Adds what the row's query, path and further columns tell of people and clients.
   *
   * @param query the row's own, cut
   */
  void addOthers(QueryTokens query, W3cRow row, int from, int to) {
    for (QueryTokens.Name name : NAMES_IN_QUERY) {
      if (query.find(name)) {
        inRow.addName(query.bytes(), query.valueStart(), query.valueEnd());
      }
    }
    own.addTo(inRow, row);
    Principals.addTo(inRow, row.bytes(), from, to);
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
  RowRedactor path(byte[] bytes, int from, int to) {
    inPath.clear();
    Principals.addTo(inPath, bytes, from, to);
    inPath.redact(bytes, from, to);
    return inPath;
  }
}
