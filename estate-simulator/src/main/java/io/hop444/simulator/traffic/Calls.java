/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

import java.util.SplittableRandom;

/** Makes up what callers ask for. Not safe for use by several threads. */
public final class Calls {

  private static final Protocol[] BY_SHARE = byShare();
  private static final String[] OWA_ACTIONS = {
    "FindItem", "GetItem", "CreateItem", "SubscribeToNotification", "FindConversation"
  };
  private static final String[] EAS_COMMANDS = {"Sync", "Ping", "FolderSync", "ItemOperations"};

  private final String domain;
  private final String mailHost;
  private final String autodiscoverHost;
  private final SplittableRandom random;

  public Calls(String domain, SplittableRandom random) {
    this.domain = domain;
    this.mailHost = "mail." + domain;
    this.autodiscoverHost = "autodiscover." + domain;
    this.random = random;
  }

  /** A call of a person, its protocol drawn by share. */
  public Call ofPerson(Caller caller) {
    return of(BY_SHARE[random.nextInt(BY_SHARE.length)], caller);
  }

  /** A call of the given protocol. */
  public Call of(Protocol protocol, Caller caller) {
    return switch (protocol) {
      case OWA ->
          random.nextInt(5) == 0
              ? call(protocol, "GET", "/owa/ev.owa2", "ns=PendingRequest&ev=PendingNotification")
              : call(protocol, "POST", "/owa/service.svc", "action=" + pick(OWA_ACTIONS));
      case ECP ->
          random.nextInt(3) == 0
              ? call(protocol, "GET", "/ecp/default.aspx", "")
              : call(protocol, "POST", "/ecp/DDI/DDIService.svc/GetObject", "");
      case EWS -> call(protocol, "POST", "/EWS/Exchange.asmx", "");
      case MAPI ->
          call(
              protocol,
              "POST",
              random.nextInt(6) == 0 ? "/mapi/nspi/" : "/mapi/emsmdb/",
              "MailboxId=" + caller.mailbox() + "@" + domain);
      case EAS ->
          call(
              protocol,
              "POST",
              "/Microsoft-Server-ActiveSync/default.eas",
              "Cmd="
                  + pick(EAS_COMMANDS)
                  + "&User="
                  + caller.account().replace("\\", "%5C")
                  + "&DeviceId="
                  + caller.device()
                  + "&DeviceType=SamsungDevice");
      case RPC_HTTP ->
          call(
              protocol,
              random.nextBoolean() ? "RPC_IN_DATA" : "RPC_OUT_DATA",
              "/rpc/rpcproxy.dll",
              caller.mailbox() + "@" + domain + ":6001");
      case AUTODISCOVER -> call(protocol, "POST", "/Autodiscover/Autodiscover.xml", "");
      case OAB -> call(protocol, "GET", "/OAB/6f3d0d8e-53d5-4b1e-9d43-0c8f6e1f7a25/oab.xml", "");
      case POWERSHELL ->
          call(
              protocol,
              "POST",
              "/powershell",
              "clientApplication=ManagementShell;PSVersion=5.1.20348.1");
    };
  }

  /** A monitoring call that the front end answers itself and does not proxy. */
  public Call localProbe(Protocol protocol) {
    String stem = protocol.directory() + "/";
    return new Call(protocol, "GET", stem, "", "", "localhost", Agent.LOCAL_PROBE);
  }

  /** A monitoring call through to the back end. */
  public Call deepProbe(Protocol protocol, Caller probe) {
    Call call = of(protocol, probe);
    return new Call(
        protocol,
        call.method(),
        call.stem(),
        call.query(),
        call.requestInfo(),
        "localhost",
        Agent.LOCAL_PROBE);
  }

  /** The load balancer's check, answered by the front end from the component's state. */
  public Call healthCheck(Protocol protocol) {
    return new Call(
        protocol,
        "GET",
        protocol.directory() + "/healthcheck.htm",
        "",
        "",
        "mail." + domain,
        Agent.BALANCER);
  }

  private Call call(Protocol protocol, String method, String stem, String query) {
    String host = protocol == Protocol.AUTODISCOVER ? autodiscoverHost : mailHost;
    return new Call(protocol, method, stem, query, requestInfo(protocol), host, agent(protocol));
  }

  private String requestInfo(Protocol protocol) {
    return switch (protocol) {
      case MAPI ->
          "R:"
              + Ids.guid(random)
              + ":"
              + random.nextInt(1, 5000)
              + ";RT:Execute;CI:"
              + Ids.guid(random)
              + ":1";
      case EWS, AUTODISCOVER -> "{" + Ids.guid(random) + "}";
      case OWA, ECP, EAS, RPC_HTTP, OAB, POWERSHELL -> "";
    };
  }

  private Agent agent(Protocol protocol) {
    return switch (protocol) {
      case OWA, ECP -> random.nextInt(3) == 0 ? Agent.FIREFOX : Agent.EDGE;
      case EWS -> Agent.MAC_OUTLOOK;
      case MAPI, AUTODISCOVER -> Agent.OUTLOOK;
      case EAS -> Agent.PHONE;
      case RPC_HTTP -> Agent.RPC;
      case OAB -> Agent.BITS;
      case POWERSHELL -> Agent.SHELL;
    };
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private static Protocol[] byShare() {
    Protocol[] drawn = new Protocol[1000];
    int at = 0;
    for (Protocol protocol : Protocol.values()) {
      for (int i = 0; i < protocol.share(); i++) {
        drawn[at++] = protocol;
      }
    }
    return drawn;
  }
}
