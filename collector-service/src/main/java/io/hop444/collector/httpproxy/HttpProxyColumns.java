/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.httpproxy;

import io.hop444.collector.decode.OwnColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the columns are that matter, found by name whatever their order; names ignore case.
 *
 * <p>Three widths are known: 69 columns (Exchange 2013, early 2016), 70 (with EdgeTraceId) and 74
 * (2016 CU22, 2019, SE). They grew at the end only, so a file without header is read by its width.
 */
final class HttpProxyColumns {

  private static final String[] KNOWN =
      ("DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,"
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
              + "BackEndGenericInfo,GenericInfo,GenericErrors,EdgeTraceId,DatabaseGuid,"
              + "UserADObjectGuid,PartitionEndpointLookupLatency,RoutingStatus")
          .split(",");

  private static final Set<String> KNOWN_NAMES =
      Arrays.stream(KNOWN)
          .map(name -> name.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  final int count;
  final int dateTime;
  final int requestId;
  final int protocol;
  final int urlStem;
  final int urlQuery;
  final int user;
  final int anchorMailbox;
  final int userAgent;
  final int clientAddress;
  final int frontEnd;
  final int httpStatus;
  final int backEndStatus;
  final int errorCode;
  final int method;
  final int targetServer;
  final int genericErrors;
  final OwnColumns own;

  private HttpProxyColumns(String[] names, int count) {
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < count; i++) {
      indexes.putIfAbsent(names[i].trim().toLowerCase(Locale.ROOT), i);
    }
    this.count = count;
    dateTime = indexes.getOrDefault("datetime", -1);
    requestId = indexes.getOrDefault("requestid", -1);
    protocol = indexes.getOrDefault("protocol", -1);
    urlStem = indexes.getOrDefault("urlstem", -1);
    urlQuery = indexes.getOrDefault("urlquery", -1);
    user = indexes.getOrDefault("authenticateduser", -1);
    anchorMailbox = indexes.getOrDefault("anchormailbox", -1);
    userAgent = indexes.getOrDefault("useragent", -1);
    clientAddress = indexes.getOrDefault("clientipaddress", -1);
    frontEnd = indexes.getOrDefault("serverhostname", -1);
    httpStatus = indexes.getOrDefault("httpstatus", -1);
    backEndStatus = indexes.getOrDefault("backendstatus", -1);
    errorCode = indexes.getOrDefault("errorcode", -1);
    method = indexes.getOrDefault("method", -1);
    targetServer = indexes.getOrDefault("targetserver", -1);
    genericErrors = indexes.getOrDefault("genericerrors", -1);
    own = own(names, count, indexes);
  }

  private static OwnColumns own(String[] names, int count, Map<String, Integer> indexes) {
    List<Integer> columns = new ArrayList<>();
    List<String> own = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = names[i].trim().toLowerCase(Locale.ROOT);
      if (!KNOWN_NAMES.contains(name) || indexes.get(name) != i) {
        columns.add(i);
        own.add(name);
      }
    }
    return new OwnColumns(columns, own);
  }

  /** Columns of these names; null when they are not those of an HttpProxy log. */
  static HttpProxyColumns named(String[] names) {
    HttpProxyColumns columns = new HttpProxyColumns(names, names.length);
    boolean usable =
        columns.dateTime >= 0 && columns.backEndStatus >= 0 && columns.targetServer >= 0;
    return usable ? columns : null;
  }

  /** Columns of a file without header; null when no known build writes so many. */
  static HttpProxyColumns ofWidth(int width) {
    return width == 69 || width == 70 || width == 74 ? new HttpProxyColumns(KNOWN, width) : null;
  }
}
