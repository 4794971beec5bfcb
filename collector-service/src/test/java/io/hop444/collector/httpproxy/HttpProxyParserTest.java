/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.httpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rows here are constructed; no captured row of a failed 444 handshake is public. */
class HttpProxyParserTest {

  private static final String[] WIDEST =
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

  private static final Map<String, String> FAILED =
      Map.ofEntries(
          Map.entry("DateTime", "2026-11-20T10:05:02.130Z"),
          Map.entry("RequestId", "5E58F5E5-0001-4000-8000-000000000001"),
          Map.entry("Protocol", "Mapi"),
          Map.entry("UrlStem", "/mapi/emsmdb/"),
          Map.entry("AuthenticatedUser", "CONTOSO\\anna"),
          Map.entry("UserAgent", "Microsoft Office/16.0"),
          Map.entry("ClientIpAddress", "192.0.2.9"),
          Map.entry("ServerHostName", "CAS01"),
          Map.entry("HttpStatus", "503"),
          Map.entry("BackEndStatus", "SendFailure"),
          Map.entry("ErrorCode", "SendFailure"),
          Map.entry("Method", "POST"),
          Map.entry("TargetServer", "MBX07.Contoso.Test"),
          Map.entry("GenericErrors", "WebExceptionStatus=SendFailure;WebException=text;"));

  private static String row(List<String> columns, Map<String, String> values) {
    List<String> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(values.getOrDefault(column, "")));
    return String.join(",", cells);
  }

  private static List<String> columns(int count) {
    return Arrays.asList(WIDEST).subList(0, count);
  }

  private static String block(List<String> columns) {
    return "#Software: Microsoft Exchange Server\r\n#Version: 15.01.2507.035\r\n"
        + "#Log-type: HttpProxy Logs\r\n#Date: 2026-11-20T10:00:00.000Z\r\n#Fields: "
        + String.join(",", columns)
        + "\r\n";
  }

  private static Reading read(String content) {
    return Reading.of(LogFormat.HTTP_PROXY, "HttpProxy/Owa", content);
  }

  @Test
  void shouldReadEveryKnownWidthWithBareHeaderAndBlocks() {
    for (int width : new int[] {69, 70, 74}) {
      List<String> columns = columns(width);
      String content =
          String.join(",", columns) + "\r\n" + block(columns) + row(columns, FAILED) + "\r\n";

      ProxiedRequest request = read(content).only(ProxiedRequest.class);

      assertThat(request.getEndedAt()).isEqualTo(Instant.parse("2026-11-20T10:05:02.130Z"));
      assertThat(request.getRequestId()).isEqualTo("5e58f5e5-0001-4000-8000-000000000001");
      assertThat(request.getProtocol()).isEqualTo("Mapi");
      assertThat(request.getFrontEnd()).isEqualTo("cas01");
      assertThat(request.getBackEnd()).isEqualTo("mbx07");
      assertThat(request.getHttpStatus()).isEqualTo(503);
      assertThat(request.getBackEndStatus()).isEqualTo("SendFailure");
      assertThat(request.getErrorCode()).isEqualTo("SendFailure");
      assertThat(request.getExceptionStatus()).isEqualTo("SendFailure");
      assertThat(request.getGenericErrors()).startsWith("WebExceptionStatus=SendFailure;");
      assertThat(request.getStem()).isEqualTo("/mapi/emsmdb/");
      assertThat(request.getUser()).isEqualTo("CONTOSO\\anna");
      assertThat(request.getClient()).isEqualTo("192.0.2.9");
      assertThat(request.getRequester()).isEqualTo(Requester.PERSON);
    }
  }

  @Test
  void shouldReadHeaderlessFilesByTheirWidth() {
    for (int width : new int[] {69, 70, 74}) {
      ProxiedRequest request = read(row(columns(width), FAILED) + "\n").only(ProxiedRequest.class);

      assertThat(request.getBackEnd()).isEqualTo("mbx07");
    }
  }

  @Test
  void shouldRefuseHeaderlessRowsOfUnknownWidth() {
    Reading reading = read("a,b,c\n");

    assertThat(reading.deadLetters().get(0).getReason()).isEqualTo(DeadLetterReason.NO_HEADER);
  }

  @Test
  void shouldFindColumnsByNameInAnyOrderAndCase() {
    List<String> columns =
        List.of("TARGETSERVER", "backendstatus", "RequestId", "datetime", "Extra", "httpstatus");
    String content =
        String.join(",", columns) + "\r\nmbx07,200,r1,2026-11-20T10:05:02.130Z,x,200\r\n";

    ProxiedRequest request = read(content).only(ProxiedRequest.class);

    assertThat(request.getBackEnd()).isEqualTo("mbx07");
    assertThat(request.getBackEndStatus()).isEqualTo("200");
    assertThat(request.getProtocol()).isEqualTo("Owa");
    assertThat(request.getFrontEnd()).isEqualTo("mbx07");
    assertThat(request.getRequester()).isEqualTo(Requester.ANONYMOUS);
  }

  @Test
  void shouldFollowBlocksThatChangeTheColumnsInMidFileAndAcceptByteOrderMark() {
    String content =
        "\uFEFF"
            + block(columns(69))
            + row(columns(69), FAILED)
            + "\n"
            + block(columns(74))
            + row(columns(74), FAILED)
            + "\n";

    assertThat(read(content).of(ProxiedRequest.class)).hasSize(2);
  }

  @Test
  void shouldReadQuotedCells() {
    Map<String, String> values = new java.util.HashMap<>(FAILED);
    values.put("UserAgent", "\"Agent, with \"\"quotes\"\"\"");
    values.put("ErrorCode", "\"Said \"\"no\"\"\"");

    ProxiedRequest request = read(row(columns(74), values) + "\r\n").only(ProxiedRequest.class);

    assertThat(request.getErrorCode()).isEqualTo("Said \"no\"");
    assertThat(request.getBackEnd()).isEqualTo("mbx07");
  }

  @Test
  void shouldTakeCellsAsLongAsExchangeWritesThem() {
    Map<String, String> values = new java.util.HashMap<>(FAILED);
    values.put(
        "GenericErrors", "WebExceptionStatus=TrustFailure;WebException=" + "x".repeat(16_338));

    ProxiedRequest request = read(row(columns(74), values) + "\r\n").only(ProxiedRequest.class);

    assertThat(request.getGenericErrors()).hasSize(1_024);
    assertThat(request.getExceptionStatus()).isEqualTo("TrustFailure");
  }

  @Test
  void shouldLeaveBackEndAndItsStatusNullForRequestsNeverProxied() {
    Map<String, String> values = new java.util.HashMap<>(FAILED);
    values.put("HttpStatus", "302");
    values.keySet().removeAll(List.of("BackEndStatus", "TargetServer", "GenericErrors"));

    ProxiedRequest request = read(row(columns(74), values) + "\r\n").only(ProxiedRequest.class);

    assertThat(request.getBackEnd()).isNull();
    assertThat(request.getBackEndStatus()).isNull();
    assertThat(request.getExceptionStatus()).isNull();
  }

  @Test
  void shouldMakeDeadLettersOfCutAndBrokenRowsAndReadOn() {
    String good = row(columns(74), FAILED);
    String content =
        block(columns(74))
            + good.substring(0, 60)
            + "\n"
            + good.replace("CONTOSO", "\"CONTOSO")
            + "\n"
            + good.replace("2026-", "the ")
            + "\n"
            + good.replace(",503,", ",abc,")
            + "\n"
            + good
            + "\n";

    Reading reading = read(content);

    assertThat(reading.deadLetters())
        .extracting(letter -> letter.getReason())
        .containsExactly(
            DeadLetterReason.WRONG_COLUMN_COUNT,
            DeadLetterReason.BAD_SYNTAX,
            DeadLetterReason.BAD_VALUE,
            DeadLetterReason.BAD_VALUE);
    assertThat(reading.of(ProxiedRequest.class)).hasSize(1);
    assertThat(new String(reading.deadLetters().get(0).getRaw().array(), StandardCharsets.UTF_8))
        .isEqualTo(good.substring(0, 60));
  }

  @Test
  void shouldCountProbesAsProbes() {
    Map<String, String> values = new java.util.HashMap<>(FAILED);
    values.put("AuthenticatedUser", "CONTOSO\\HealthMailbox0659e34");

    ProxiedRequest request = read(row(columns(74), values) + "\n").only(ProxiedRequest.class);

    assertThat(request.getRequester()).isEqualTo(Requester.PROBE);
    assertThat(request.getUser()).isEqualTo("CONTOSO\\HealthMailbox0659e34");
  }

  private static final String FEW =
      "DateTime,RequestId,HttpStatus,BackEndStatus,TargetServer,GenericErrors";

  private static String few(String target) {
    return "2026-11-20T10:05:02.130Z,r1,503,SendFailure," + target + ",e";
  }

  @Test
  void shouldFollowFilesThatWerePutOneBehindTheOtherAndLinesThatEndInEitherWay() {
    Reading reading =
        read(
            FEW
                + "\r\n"
                + few("mbx01")
                + "\n"
                + "\uFEFF#software: x\n"
                + "#FIELDS:\tbackendstatus , TargetServer,HttpStatus,DateTime\n"
                + "SendFailure,mbx02,503,2026-11-20T10:05:03.130Z\r\n\n"
                + "\uFEFF"
                + FEW
                + "\n"
                + few("mbx03")
                + "\r\n");

    assertThat(reading.of(ProxiedRequest.class))
        .extracting(ProxiedRequest::getBackEnd)
        .containsExactly("mbx01", "mbx02", "mbx03");
    assertThat(reading.deadLetters()).isEmpty();
  }

  @Test
  void shouldSayOnceThatAHeaderIsNoneOfAnHttpProxyLogAndCountItsRows() {
    String other = "#Fields: " + FEW.replace("BackEndStatus", "Other") + "\n";

    Reading reading =
        read(FEW + "\n" + few("mbx01") + "\n" + other + few("mbx02") + "\n" + few("x") + "\n");

    assertThat(reading.of(ProxiedRequest.class)).hasSize(1);
    assertThat(reading.deadLetters()).hasSize(1);
    assertThat(reading.deadLetters().get(0).getReason()).isEqualTo(DeadLetterReason.NO_HEADER);
    assertThat(reading.counts().ignored()).isEqualTo(2);
  }

  @Test
  void shouldTakeTheFirstOfTwoColumnsOfOneName() {
    ProxiedRequest request =
        read(FEW + ",TARGETSERVER\n" + few("mbx01") + ",mbx99\n").only(ProxiedRequest.class);

    assertThat(request.getBackEnd()).isEqualTo("mbx01");
  }

  @Test
  void shouldReadAnsiAndTheCharacterNulInCells() {
    byte[] content =
        (FEW + "\n" + few("mbx01").replace(",e", ",été\0") + "\n")
            .getBytes(StandardCharsets.ISO_8859_1);

    ProxiedRequest request =
        Reading.of(LogFormat.HTTP_PROXY, "HttpProxy/Owa", content).only(ProxiedRequest.class);

    assertThat(request.getGenericErrors()).isEqualTo("été\uFFFD");
  }
}
