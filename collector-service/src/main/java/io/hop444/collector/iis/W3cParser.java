/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.RowFields;
import io.hop444.collector.decode.RowType;
import io.hop444.collector.decode.ServerNames;
import io.hop444.collector.domain.RequesterKind;
import io.hop444.collector.redaction.RowRedactor;
import io.hop444.collector.redaction.Word;
import io.hop444.collector.text.Bytes;
import io.hop444.collector.text.Utf8;
import io.hop444.wire.LogKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * IIS logs in W3C format. What a row is depends on its port, not on the number in the folder's name
 * (site ids differ on rebuilt servers): port 444 is the back-end site, port 443 the front end. Rows
 * of other ports, and rows of port 443 that are not Exchange's, are counted and not shipped.
 */
public final class W3cParser extends W3cLineParser {

  private static final QueryTokens.Name CAFE_REQUEST_ID = QueryTokens.Name.of("cafereqid");
  private static final QueryTokens.Name ACTIVITY_ID = QueryTokens.Name.of("actid");
  private static final QueryTokens.Name REQUEST_ID = QueryTokens.Name.of("requestid");
  private static final QueryTokens.Name FRONT_END = QueryTokens.Name.of("frontend");

  /** First segments of Exchange's virtual directories, in lower case. */
  private static final List<byte[]> EXCHANGE_PATHS =
      List.of(
          ascii("owa"),
          ascii("ecp"),
          ascii("ews"),
          ascii("mapi"),
          ascii("rpc"),
          ascii("oab"),
          ascii("autodiscover"),
          ascii("microsoft-server-activesync"),
          ascii("powershell"),
          ascii("api"),
          ascii("rest"),
          ascii("pushnotifications"),
          ascii("exchange"),
          ascii("public"));

  private static final byte[] NO_BYTES = {};

  private final QueryTokens tokens = new QueryTokens();
  private final ServerNames servers;
  private int serverAddress;
  private int method;
  private int stem;
  private int query;
  private int port;
  private int user;
  private int client;
  private int agent;
  private int status;
  private int subStatus;
  private int win32Status;
  private int timeTaken;
  private RowRedaction rowRedaction;
  private final byte[] guid = new byte[36];
  private byte[] userBytes = NO_BYTES;
  private Word userWord = Word.NONE;
  private Word clientWord = Word.NONE;
  private int userStart;
  private int userEnd;

  /** A parser for one file. */
  public W3cParser(FileContext context) {
    super(context, List.of("time", "s-port", "cs-uri-stem"));
    servers = context.settings().servers();
  }

  @Override
  protected void columns(W3cHeader now) {
    serverAddress = now.index("s-ip");
    method = now.index("cs-method");
    stem = now.index("cs-uri-stem");
    query = now.index("cs-uri-query");
    port = now.index("s-port");
    user = now.index("cs-username");
    client = now.index("c-ip");
    agent = now.index("cs(user-agent)");
    status = now.index("sc-status");
    subStatus = now.index("sc-substatus");
    win32Status = now.index("sc-win32-status");
    timeTaken = now.index("time-taken");
    rowRedaction = new RowRedaction(now, context().settings().redaction());
  }

  @Override
  protected void row(W3cRow row, long millis, long offset, int from, int to) {
    tokens.split(row.bytes(), row.start(query), row.end(query));
    long portNumber = row.number(port, 0);
    boolean atFrontEnd = portNumber == 443 && isExchange(row);
    if (portNumber == 444) {
      context().sawKind(LogKind.BACK_END_IIS);
    } else if (atFrontEnd) {
      context().sawKind(LogKind.FRONT_END_IIS);
    } else if (portNumber >= 0) {
      if (context().kind() == LogKind.UNKNOWN) {
        context().sawKind(LogKind.OTHER_IIS);
      }
      context().ignore();
      return;
    }
    if (portNumber < 0 || !hasUsableNumbers(row)) {
      refuseNumber("s-port, sc-status, sc-substatus and sc-win32-status", offset);
      return;
    }
    RowFields fields =
        context()
            .startRow(
                atFrontEnd ? RowType.CLIENT_REQUEST : RowType.BACK_END_REQUEST, offset, millis);
    if (atFrontEnd) {
      requestId(fields, tokens.findGuid(CAFE_REQUEST_ID));
    } else {
      requestId(fields, tokens.findGuid(ACTIVITY_ID) || tokens.findGuid(REQUEST_ID));
      optional(fields, row, client);
      frontEnd(fields);
    }
    optional(fields, row, serverAddress);
    optional(fields, row, method);
    readUser(row);
    RequesterKind requester =
        context().settings().requesters().of(userBytes, userStart, userEnd, row, agent, stem);
    boolean redacts = context().settings().redaction().on();
    if (redacts) {
      collectWords(row, from, to, atFrontEnd);
      RowRedactor path = rowRedaction.path(row.bytes(), row.start(stem), row.end(stem));
      fields.optionalText(path.bytes(), path.from(), path.to());
    } else {
      optional(fields, row, stem);
    }
    fields.intNumber((int) row.number(status, 0));
    fields.intNumber((int) row.number(subStatus, 0));
    fields.longNumber(row.number(win32Status, 0));
    fields.longNumber(row.number(timeTaken, -1));
    fields.requester(requester);
    pseudonymOr(fields, userWord, userBytes, userStart, userEnd);
    if (atFrontEnd) {
      pseudonymOr(fields, clientWord, row.bytes(), row.start(client), row.end(client));
    }
    if (redacts) {
      RowRedactor line = rowRedaction.row(row, from, to);
      fields.text(line.bytes(), line.from(), line.to());
    } else {
      fields.text(row.bytes(), from, to);
    }
    context().endRow();
  }

  private boolean hasUsableNumbers(W3cRow row) {
    long code = row.number(status, 0);
    long subCode = row.number(subStatus, 0);
    return code >= 0
        && code <= 999
        && subCode >= 0
        && subCode <= 9_999
        && row.number(win32Status, 0) >= 0;
  }

  private static void optional(RowFields fields, W3cRow row, int column) {
    fields.optionalText(row.bytes(), row.start(column), row.end(column));
  }

  /** The GUID found last, in lower case. */
  private void requestId(RowFields fields, boolean found) {
    int length = 0;
    if (found) {
      for (int i = tokens.valueStart(); i < tokens.valueEnd(); i++) {
        guid[length++] = Utf8.lower(tokens.bytes()[i]);
      }
    }
    fields.optionalText(guid, 0, length);
  }

  private void frontEnd(RowFields fields) {
    byte[] name =
        tokens.find(FRONT_END)
            ? servers.nameOf(tokens.bytes(), tokens.valueStart(), tokens.valueEnd())
            : NO_BYTES;
    fields.optionalText(name, 0, name.length);
  }

  /** IIS writes {@code +} for the blanks that HttpProxy keeps: one person, one name. */
  private void readUser(W3cRow row) {
    userBytes = row.bytes();
    userStart = row.start(user);
    userEnd = row.end(user);
    if (Bytes.indexOf(userBytes, userStart, userEnd, (byte) '+') >= 0) {
      userBytes = Arrays.copyOfRange(userBytes, userStart, userEnd);
      userStart = 0;
      userEnd = userBytes.length;
      for (int i = 0; i < userEnd; i++) {
        if (userBytes[i] == '+') {
          userBytes[i] = ' ';
        }
      }
    }
  }

  /** Finds what is to be replaced in this row: its person's names, its client's addresses. */
  private void collectWords(W3cRow row, int from, int to, boolean clientIsOutside) {
    rowRedaction.clear();
    userWord = rowRedaction.addUser(row, user);
    clientWord = clientIsOutside ? rowRedaction.addClient(row, client) : Word.NONE;
    rowRedaction.addOthers(tokens, row, from, to);
  }

  private static void pseudonymOr(RowFields fields, Word word, byte[] bytes, int from, int to) {
    if (word.isNone()) {
      fields.optionalText(bytes, from, to);
    } else {
      fields.optionalText(word.pseudonym(), 0, word.pseudonym().length);
    }
  }

  private boolean isExchange(W3cRow row) {
    if (tokens.has(CAFE_REQUEST_ID)) {
      return true;
    }
    if (row.isEmpty(stem)) {
      return false;
    }
    int start = row.start(stem) + 1;
    int end = start;
    while (end < row.end(stem) && row.bytes()[end] != '/') {
      end++;
    }
    for (byte[] path : EXCHANGE_PATHS) {
      if (path.length == end - start && matches(row.bytes(), start, path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int at, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      byte b = bytes[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
