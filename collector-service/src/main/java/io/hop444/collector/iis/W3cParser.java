/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.domain.ServerName;
import io.hop444.collector.redaction.Redaction;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.LogKind;
import io.hop444.wire.Position;
import io.hop444.wire.Requester;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
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

  private final QueryTokens tokens = new QueryTokens();
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

  /** A parser for one file. */
  public W3cParser(FileContext context) {
    super(context);
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
    rowRedaction = new RowRedaction(now);
  }

  /** Numbers of a row. */
  private record Numbers(long status, long subStatus, long win32Status, long timeTaken) {

    boolean areUsable() {
      return status >= 0
          && status <= 999
          && win32Status >= 0
          && subStatus >= 0
          && subStatus <= 9_999;
    }
  }

  @Override
  protected void row(W3cRow row, long millis, long offset, int from, int to) {
    if (query < 0) {
      tokens.split(row.bytes(), from, from);
    } else {
      tokens.split(row.bytes(), row.start(query), row.end(query));
    }
    long portNumber = row.number(port, 0);
    if (portNumber == 444) {
      context().sawKind(LogKind.BACK_END_IIS);
    } else if (portNumber == 443 && isExchange(row)) {
      context().sawKind(LogKind.FRONT_END_IIS);
    } else if (portNumber >= 0) {
      if (context().kind() == LogKind.UNKNOWN) {
        context().sawKind(LogKind.OTHER_IIS);
      }
      context().ignore();
      return;
    }
    Numbers numbers =
        new Numbers(
            row.number(status, 0),
            row.number(subStatus, 0),
            row.number(win32Status, 0),
            row.number(timeTaken, -1));
    if (portNumber < 0 || !numbers.areUsable()) {
      refuseNumber("s-port, sc-status, sc-substatus and sc-win32-status", offset, from, to);
      return;
    }
    boolean atFrontEnd = portNumber == 443;
    String stemText = row.text(stem);
    String userText = userName(row);
    Requester requester = requester(row, userText, stemText);
    Redaction redaction = context().settings().redaction();
    String clientText = row.text(client);
    String line;
    if (redaction.on()) {
      line = redacted(redaction, row, from, to, requester, userText, atFrontEnd);
      stemText = RowRedaction.path(redaction, stemText, !isPersonal(requester));
      clientText = atFrontEnd ? redaction.address(clientText) : clientText;
      userText = requester == Requester.PERSON ? redaction.user(userText) : userText;
    } else {
      line = FileContext.text(row.bytes(), from, to);
    }
    Position position = context().position(offset);
    Instant at = Instant.ofEpochMilli(millis);
    context()
        .emit(
            atFrontEnd
                ? new ClientRequest(
                    position,
                    at,
                    tokens.guid(CAFE_REQUEST_ID),
                    row.text(serverAddress),
                    row.text(method),
                    stemText,
                    (int) numbers.status(),
                    (int) numbers.subStatus(),
                    numbers.win32Status(),
                    numbers.timeTaken(),
                    requester,
                    userText,
                    clientText,
                    line)
                : new BackEndRequest(
                    position,
                    at,
                    backEndRequestId(),
                    clientText,
                    frontEnd(),
                    row.text(serverAddress),
                    row.text(method),
                    stemText,
                    (int) numbers.status(),
                    (int) numbers.subStatus(),
                    numbers.win32Status(),
                    numbers.timeTaken(),
                    requester,
                    userText,
                    line));
  }

  private String backEndRequestId() {
    String requestId = tokens.guid(ACTIVITY_ID);
    return requestId == null ? tokens.guid(REQUEST_ID) : requestId;
  }

  private String frontEnd() {
    String frontEnd = tokens.value(FRONT_END);
    return frontEnd == null ? null : ServerName.of(frontEnd);
  }

  private Requester requester(W3cRow row, String userText, String stemText) {
    return Requester.valueOf(
        context().settings().requesters().classify(userText, row.text(agent), stemText).name());
  }

  /** IIS writes {@code +} for the blanks that HttpProxy keeps: one person, one name. */
  private String userName(W3cRow row) {
    String name = row.text(user);
    return name == null || name.indexOf('+') < 0 ? name : name.replace('+', ' ');
  }

  private static boolean isPersonal(Requester requester) {
    return requester == Requester.PERSON || requester == Requester.ANONYMOUS;
  }

  private String redacted(
      Redaction redaction,
      W3cRow row,
      int from,
      int to,
      Requester requester,
      String userText,
      boolean clientIsOutside) {
    List<String> users = new ArrayList<>(4);
    List<String> addresses = new ArrayList<>(2);
    if (isPersonal(requester)) {
      add(users, userText);
      add(users, row.text(user));
      rowRedaction.addNames(users, row, from, to);
    }
    if (clientIsOutside) {
      add(addresses, row.text(client));
    }
    rowRedaction.addAddresses(addresses, row);
    return redaction.text(rowRedaction.textOf(row, from, to), users, addresses);
  }

  private static void add(List<String> to, String value) {
    if (value != null) {
      to.add(value);
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
