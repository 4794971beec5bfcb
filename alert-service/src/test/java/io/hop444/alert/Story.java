/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import io.hop444.wire.Evidence;
import io.hop444.wire.EvidenceKind;
import io.hop444.wire.Finding;
import io.hop444.wire.FindingKind;
import io.hop444.wire.Gap;
import io.hop444.wire.Hop;
import io.hop444.wire.HopVerdict;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.Severity;
import java.time.Instant;
import java.util.List;

/** What the page shows, as full as real life. The rows of failed handshakes are constructed. */
final class Story {

  static final String HOSTILE =
      "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
          + " =HYPERLINK(\"http://example.test\") \u202egnp.exe\u0007\u001b[31m ";

  /** Characters of the longest text of a record. */
  static final int LONGEST = 16_384;

  private Story() {}

  private static Evidence piece(
      EvidenceKind kind, String server, String file, long offset, Instant time, String text) {
    return Evidence.newBuilder()
        .setKind(kind)
        .setSite("DUB")
        .setServer(server)
        .setFile(file)
        .setOffset(offset)
        .setTime(time)
        .setText(text)
        .build();
  }

  /** {@code change} with three hops, reasons on both sides and records of every kind. */
  static IncidentChange full(Change change) {
    IncidentChange sent = change.build();
    Incident incident = sent.getIncident();
    Instant at = incident.getStartedAt();
    String server = incident.getBackEnd();
    List<Evidence> pieces =
        List.of(
            piece(
                EvidenceKind.WINDOWS_EVENT,
                server,
                "DUB/MBX07/events/System.xml",
                1_482_211,
                at.minusSeconds(11),
                "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                    + "<Provider Name='Microsoft-Windows-HttpEvent' EventSourceName='HTTP'/>"
                    + "<EventID>15300</EventID><Computer>mbx07.contoso.test</Computer></System>"
                    + "<EventData><Data Name='Endpoint'>0.0.0.0:444</Data></EventData></Event>"),
            piece(
                EvidenceKind.HTTP_PROXY,
                "cas01",
                "DUB/CAS01/HttpProxy/Ews/HttpProxy_2026112010-1.LOG",
                18_231,
                at,
                "2026-11-20T10:05:02.114Z,5f0e,15,2,1118,Ews,https://mail.contoso.test/EWS/"
                    + "Exchange.asmx,503,SecureChannelFailure,"
                    + server
                    + ".contoso.test"),
            piece(
                EvidenceKind.HTTP_PROXY,
                "cas02",
                "DUB/CAS02/HttpProxy/Owa/HttpProxy_2026112010-1.LOG",
                90_412,
                at.plusSeconds(3),
                "2026-11-20T10:05:05.870Z,77ab,15,2,1118,Owa,https://mail.contoso.test/owa/,503,"
                    + "SecureChannelFailure,"
                    + server
                    + ".contoso.test"),
            piece(
                EvidenceKind.FRONT_END_IIS,
                "cas01",
                "DUB/CAS01/inetpub/logs/LogFiles/W3SVC1/u_ex26112010.log",
                771_002,
                at,
                "2026-11-20 10:05:02 10.1.0.11 POST /EWS/Exchange.asmx - 443 CONTOSO\\u1 10.9.8.7"
                    + " Outlook - 503 0 0 31"),
            piece(
                EvidenceKind.READ_PROGRESS,
                server,
                "DUB/MBX07/inetpub/logs/LogFiles/W3SVC2/u_ex26112010.log",
                5_512_004,
                at.plusSeconds(61),
                "read past 2026-11-20T10:06:03Z; no row of the failed requests"));
    return IncidentChange.newBuilder(sent)
        .setReason("event 15300 for 0.0.0.0:444 and a failed request")
        .setIncident(
            Incident.newBuilder(incident)
                .setSummary(
                    server + " (DUB): no certificate is bound to port 444; 913 requests failed.")
                .setFrontEnds(List.of("cas01", "cas02", "cas03"))
                .setRecoveredFrontEnds(List.of("cas03"))
                .setProtocols(List.of("Ews", "Mapi", "Owa"))
                .setHops(
                    List.of(
                        new Hop(
                            1, HopVerdict.OK, "The clients reached cas01, cas02, cas03 on 443."),
                        new Hop(
                            2,
                            HopVerdict.FAILED,
                            "TLS to "
                                + server
                                + ":444 ended before HTTP: SecureChannelFailure 913."),
                        new Hop(
                            3,
                            HopVerdict.ABSENT,
                            "The back end's log is read past the last failure and has none of the"
                                + " failed requests.")))
                .setReasonsFor(
                    List.of(
                        "The second hop ends before any HTTP answer.",
                        "The SSL settings of port 444 were deleted and not created again (mbx07,"
                            + " 2026-11-20T10:04:51Z)."))
                .setReasonsAgainst(
                    List.of("One request of cas03 succeeded at 2026-11-20T10:05:40Z."))
                .setEvidence(pieces)
                .build())
        .build();
  }

  /** An incident whose every text was written by an attacker. */
  static IncidentChange hostile(Change change) {
    IncidentChange sent = change.build();
    String huge = HOSTILE + "A".repeat(LONGEST - HOSTILE.length());
    Evidence bad = piece(EvidenceKind.HTTP_PROXY, HOSTILE, HOSTILE, 7, Change.STARTED, huge);
    return IncidentChange.newBuilder(sent)
        .setReason(HOSTILE)
        .setIncident(
            Incident.newBuilder(sent.getIncident())
                .setSite(HOSTILE)
                .setBackEnd("mbx$(calc)`;" + HOSTILE)
                .setFrontEnds(List.of(HOSTILE))
                .setProtocols(List.of(HOSTILE))
                .setSummary(huge)
                .setHops(List.of(new Hop(2, HopVerdict.FAILED, huge)))
                .setReasonsFor(List.of(huge))
                .setReasonsAgainst(List.of(HOSTILE))
                .setChangedBy(HOSTILE)
                .setEvidence(List.of(bad))
                .build())
        .build();
  }

  static Finding finding(String id, FindingKind kind, Severity severity, String summary) {
    return finding(id, "DUB", "mbx03", kind, severity, summary);
  }

  static Finding finding(
      String id, String site, String server, FindingKind kind, Severity severity, String summary) {
    return Finding.newBuilder()
        .setId(id)
        .setVersion(1)
        .setKind(kind)
        .setSeverity(severity)
        .setSite(site)
        .setServer(server)
        .setFirstAt(Change.STARTED)
        .setLastAt(Change.STARTED.plusSeconds(900))
        .setCount(311)
        .setSummary(summary)
        .setEvidence(
            List.of(
                piece(
                    EvidenceKind.HTTP_ERR,
                    "mbx03",
                    "DUB/MBX03/HTTPERR/httperr1.log",
                    4_410,
                    Change.STARTED,
                    "2026-11-20 10:05:02 10.1.0.11 40112 10.1.0.23 444 HTTP/1.1 POST /EWS/ 503 2"
                        + " AppOffline MSExchangeServicesAppPool")))
        .build();
  }

  static Gap gap(String id, boolean open) {
    return gap(id, "CPH", "mbx11", open);
  }

  static Gap gap(String id, String site, String server, boolean open) {
    return Gap.newBuilder()
        .setId(id)
        .setVersion(1)
        .setSite(site)
        .setServer(server)
        .setLog("W3SVC2")
        .setReason("NOT_COLLECTED")
        .setOpen(open)
        .setFirstAt(Change.STARTED)
        .setLastAt(Change.STARTED.plusSeconds(3_600))
        .setDetail("The folder of the back end's log has not been read for an hour.")
        .build();
  }
}
