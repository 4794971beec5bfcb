/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

import io.hop444.simulator.estate.ExchangeBuild;
import io.hop444.simulator.estate.Server;
import io.hop444.simulator.file.TimeText;
import io.hop444.simulator.traffic.Outcome.Progress;
import java.util.Locale;
import java.util.SplittableRandom;

/** Rows of the HttpProxy log. Not safe for use by several threads. */
public final class HttpProxyRow {

  private static final String COLUMNS_69 =
      "DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,"
          + "Protocol,UrlHost,UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,"
          + "AuthenticatedUser,Organization,AnchorMailbox,UserAgent,ClientIpAddress,"
          + "ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,"
          + "TargetServerVersion,RoutingType,RoutingHint,BackEndCookie,ServerLocatorHost,"
          + "ServerLocatorLatency,RequestBytes,ResponseBytes,TargetOutstandingRequests,"
          + "AuthModulePerfContext,HttpPipelineLatency,CalculateTargetBackEndLatency,"
          + "GlsLatencyBreakup,TotalGlsLatency,AccountForestLatencyBreakup,"
          + "TotalAccountForestLatency,ResourceForestLatencyBreakup,TotalResourceForestLatency,"
          + "ADLatency,SharedCacheLatencyBreakup,TotalSharedCacheLatency,"
          + "ActivityContextLifeTime,ModuleToHandlerSwitchingLatency,ClientReqStreamLatency,"
          + "BackendReqInitLatency,BackendReqStreamLatency,BackendProcessingLatency,"
          + "BackendRespInitLatency,BackendRespStreamLatency,ClientRespStreamLatency,"
          + "KerberosAuthHeaderLatency,HandlerCompletionLatency,RequestHandlerLatency,"
          + "HandlerToModuleSwitchingLatency,ProxyTime,CoreLatency,RoutingLatency,"
          + "HttpProxyOverhead,TotalRequestTime,RouteRefresherLatency,UrlQuery,"
          + "BackEndGenericInfo,GenericInfo,GenericErrors";

  private static final String AT_STREAM =
      "    at System.Net.HttpWebRequest.EndGetRequestStream(IAsyncResult asyncResult "
          + " TransportContext& context)    at Microsoft.Exchange.HttpProxy.ProxyRequestHandler."
          + "<OnRequestStreamReady>b__0();";
  private static final String AT_RESPONSE =
      "    at System.Net.HttpWebRequest.EndGetResponse(IAsyncResult asyncResult)    at"
          + " Microsoft.Exchange.HttpProxy.ProxyRequestHandler.<OnResponseReady>b__0();";

  private final TimeText time = new TimeText();
  private final SplittableRandom random;

  public HttpProxyRow(SplittableRandom random) {
    this.random = random;
  }

  /** The column names for a width of 69, 70 or 74. */
  public static String columns(int width) {
    return switch (width) {
      case 69 -> COLUMNS_69;
      case 70 -> COLUMNS_69 + ",EdgeTraceId";
      case 74 ->
          COLUMNS_69
              + ",EdgeTraceId,DatabaseGuid,UserADObjectGuid,PartitionEndpointLookupLatency"
              + ",RoutingStatus";
      default -> throw new IllegalArgumentException("width=" + width + " must be 69, 70 or 74");
    };
  }

  /** Appends the row of a request that the proxy handled. */
  public void append(StringBuilder row, Exchange exchange) {
    Outcome outcome = exchange.outcome();
    Call call = exchange.call();
    boolean signedIn = !outcome.isAnonymous();
    time.iso(row, exchange.timing().endMillis());
    row.append(',').append(exchange.id());
    row.append(',').append(exchange.frontEnd().build().asColumns());
    row.append(',').append(call.requestInfo());
    row.append(',').append(call.protocol().folder());
    row.append(',').append(call.host()).append(',').append(call.stem()).append(",,");
    row.append(call.authentication()).append(signedIn ? ",true," : ",false,");
    if (signedIn) {
      row.append(exchange.caller().account()).append(",,");
      appendAnchor(row, exchange);
    } else {
      row.append(",,");
    }
    row.append(',').append(call.agent().proxied());
    row.append(',').append(exchange.caller().address());
    row.append(',').append(exchange.frontEnd().name());
    row.append(',').append(outcome.httpStatus());
    row.append(',').append(outcome.backEndStatus());
    row.append(',').append(outcome.errorCode());
    row.append(',').append(call.method());
    appendTarget(row, exchange);
    appendLatencies(row, exchange);
    row.append(",,");
    if (!call.query().isEmpty()) {
      row.append('?').append(call.query());
    }
    row.append(",,");
    appendInfo(row, exchange);
    row.append(',');
    appendErrors(row, exchange);
    appendTail(row, exchange);
  }

  private static void appendAnchor(StringBuilder row, Exchange exchange) {
    if (exchange.call().protocol() == Protocol.MAPI) {
      row.append("MailboxGuid~").append(exchange.caller().mailbox());
    } else {
      row.append("Sid~").append(exchange.caller().sid());
    }
  }

  private static void appendTarget(StringBuilder row, Exchange exchange) {
    Server target = exchange.target();
    if (target == null) {
      row.append(",,,,,,,");
      return;
    }
    row.append(",Proxy,").append(targetName(exchange.frontEnd(), target));
    row.append(',').append(target.build().asTargetVersion());
    row.append(",IntraForest,");
    row.append(
        exchange.call().protocol() == Protocol.MAPI ? "MailboxGuidWithDomain" : "WindowsIdentity");
    row.append(",,");
  }

  /** Case is not to be relied on: some front ends write names as the directory has them. */
  private static String targetName(Server frontEnd, Server target) {
    return frontEnd.build() == ExchangeBuild.EXCHANGE_2016_CU12
        ? target.fullName().toUpperCase(Locale.ROOT)
        : target.fullName();
  }

  /** The columns from ServerLocatorLatency to TotalRequestTime. */
  private void appendLatencies(StringBuilder row, Exchange exchange) {
    int total = exchange.timing().durationMillis();
    boolean answered = exchange.outcome().progress() == Progress.ANSWERED;
    row.append(',');
    row.append(',').append(exchange.call().hasBody() ? 200 + random.nextInt(4000) : 0);
    row.append(',');
    if (answered && exchange.outcome().httpStatus() == 200) {
      row.append(400 + random.nextInt(30_000));
    }
    row.append(",,,0,").append(random.nextInt(3));
    row.append(",,0,,0,,0,0,,0,").append(total).append(",0,");
    if (answered) {
      row.append(",0,,").append(Math.max(1, total - 8)).append(",0,0,,");
    } else {
      row.append(",,,,,,,");
    }
    row.append(",,").append(total).append(",0,").append(Math.max(0, total - 3));
    row.append(",3,2,3,").append(total);
  }

  private void appendInfo(StringBuilder row, Exchange exchange) {
    long begin = exchange.timing().beginMillis();
    long end = exchange.timing().endMillis();
    Outcome outcome = exchange.outcome();
    stamp(row, "BeginRequest", begin);
    row.append("CorrelationID=<empty>;");
    if (outcome.progress() == Progress.NOT_PROXIED) {
      row.append("SharedCacheGuard=0;");
      if (outcome.httpStatus() == 302) {
        row.append("NoCookies=302 - GET/E14AuthPost;");
      }
      stamp(row, "EndRequest", end);
      return;
    }
    row.append("ProxyState-Run=None;FEAuth=BEVersion-1942063431;");
    if (outcome.progress() == Progress.PREPARED) {
      row.append("ProxyState-Complete=PrepareServerRequest;");
    } else {
      appendSteps(row, exchange, begin, end);
    }
    row.append("SharedCacheGuard=0;");
    stamp(row, "EndRequest", end);
  }

  private void appendSteps(StringBuilder row, Exchange exchange, long begin, long end) {
    boolean answered = exchange.outcome().progress() == Progress.ANSWERED;
    if (random.nextInt(8) == 0) {
      row.append("NewConnection=").append(exchange.target().address()).append("&0;");
    }
    boolean failedBeforeBody = !answered && exchange.call().hasBody();
    if (exchange.call().hasBody()) {
      stamp(row, "BeginGetRequestStream", begin + 2);
      stamp(row, "OnRequestStreamReady", failedBeforeBody ? end - 1 : begin + 2);
    }
    if (!failedBeforeBody) {
      stamp(row, "BeginGetResponse", begin + 2);
      stamp(row, "OnResponseReady", end - 1);
      stamp(row, "EndGetResponse", end - 1);
    }
    row.append("ProxyState-Complete=")
        .append(
            answered
                ? "ProxyResponseData"
                : failedBeforeBody ? "ProxyRequestData" : "WaitForServerResponse")
        .append(';');
  }

  private static void appendErrors(StringBuilder row, Exchange exchange) {
    Outcome outcome = exchange.outcome();
    row.append(outcome.errors());
    if (outcome.progress() == Progress.REQUESTED) {
      if (outcome.errors().contains("--->")) {
        row.append(Outcome.STACK_END);
      }
      row.append(exchange.call().hasBody() ? AT_STREAM : AT_RESPONSE);
    }
  }

  private void appendTail(StringBuilder row, Exchange exchange) {
    int width = exchange.frontEnd().build().proxyColumns();
    if (width > 69) {
      row.append(',');
    }
    if (width > 70) {
      boolean routed = exchange.target() != null;
      row.append(',');
      if (routed) {
        row.append("|RoutingDB:").append(exchange.caller().mailbox());
      }
      row.append(",,").append(routed ? ",CafeV1" : ",");
    }
  }

  private void stamp(StringBuilder row, String name, long millis) {
    row.append(name).append('=');
    time.iso(row, millis);
    row.append(';');
  }
}
