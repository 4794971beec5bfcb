/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.redaction.Principals;
import io.hop444.collector.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What may not leave the site in the text of a row: cookies and credentials go as a whole, names
 * and client addresses become pseudonyms wherever they stand, also in columns that the operator
 * added.
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

  private final QueryTokens tokens = new QueryTokens();
  private final List<Integer> secret = new ArrayList<>();
  private final List<Integer> custom = new ArrayList<>();
  private final List<Integer> queries = new ArrayList<>();

  RowRedaction(W3cHeader header) {
    for (int i = 0; i < header.columns(); i++) {
      String name = header.name(i);
      if (SECRET.contains(name)) {
        secret.add(i);
      } else if (!STANDARD.contains(name)) {
        custom.add(i);
      } else if (name.equals("cs-uri-query") || name.equals("cs-uri")) {
        queries.add(i);
      }
    }
  }

  /** The text of the row without its secrets. */
  String textOf(W3cRow row, int from, int to) {
    StringBuilder text = new StringBuilder();
    int at = from;
    for (int column : secret) {
      if (!row.isEmpty(column)) {
        text.append(FileContext.text(row.bytes(), at, row.start(column))).append('*');
        at = row.end(column);
      }
    }
    return at == from
        ? FileContext.text(row.bytes(), from, to)
        : text.append(FileContext.text(row.bytes(), at, to)).toString();
  }

  /** Adds the names that the row's query, path and further columns give a person. */
  void addNames(List<String> names, W3cRow row, int from, int to) {
    for (int column : queries) {
      tokens.split(row.bytes(), row.start(column), row.end(column));
      for (QueryTokens.Name name : NAMES_IN_QUERY) {
        String value = tokens.value(name);
        if (value != null) {
          names.add(value);
        }
      }
    }
    for (int column : custom) {
      String value = row.text(column);
      if (value != null && value.indexOf('\\') > 0) {
        names.add(value);
      }
    }
    Principals.addTo(names, row.bytes(), from, to);
  }

  /** Adds the addresses in columns that the operator added, as X-Forwarded-For. */
  void addAddresses(List<String> addresses, W3cRow row) {
    for (int column : custom) {
      String value = row.text(column);
      if (value != null) {
        for (String part : value.split("[,;+]")) {
          if (isAddress(part)) {
            addresses.add(part);
          }
        }
      }
    }
  }

  /** A path as it may leave the site. */
  static String path(Redaction redaction, String path, boolean keepNames) {
    if (keepNames || path == null || !redaction.on()) {
      return path;
    }
    List<String> names = new ArrayList<>();
    Principals.addTo(names, path);
    return names.isEmpty() ? path : redaction.text(path, names, List.of());
  }

  private static boolean isAddress(String part) {
    boolean separated = false;
    boolean digit = false;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      separated |= c == '.' || c == ':';
      digit |= c >= '0' && c <= '9';
      if (c != '.' && c != ':' && c != '%' && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return separated && digit;
  }
}
