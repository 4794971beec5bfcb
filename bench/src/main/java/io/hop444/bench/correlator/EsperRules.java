/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.HostEvent;
import io.hop444.wire.ProxiedRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * Esper on the same records in a process of its own: three failures of a back end without an answer
 * in between; failures after the settings of its port were deleted; failed requests that its log
 * does not have within two minutes. State is in memory and nothing is committed. Esper is under the
 * GPL and used by this measurement only.
 */
final class EsperRules {

  private static final Set<String> FAILURES =
      Set.of(
          "SendFailure",
          "ReceiveFailure",
          "ConnectionClosed",
          "SecureChannelFailure",
          "TrustFailure",
          "ServerProtocolViolation");

  private static final String STATEMENTS =
      """
      @name('rows') select * from Proxied
        match_recognize (
          partition by backEnd measures A.backEnd as backEnd, A.millis as millis
          after match skip past last row
          pattern (A B C)
          define A as A.failed, B as B.failed, C as C.failed and C.millis - A.millis < 60000);
      @name('event') select s.server as backEnd from pattern
        [every s=Settings(id = 15300)
          -> (f=Proxied(failed and backEnd = s.server) where timer:within(10 min))];
      @name('absent') select f.backEnd as backEnd from pattern
        [every f=Proxied(failed and requestId is not null)
          -> (timer:interval(120 sec) and not Reached(requestId = f.requestId))];
      """;

  private final RecordCodec codec = new RecordCodec();
  private final EPEventService events;
  private final Map<String, Long> found = new HashMap<>();
  private long now;

  private EsperRules() throws Exception {
    Configuration settings = new Configuration();
    settings.getRuntime().getThreading().setInternalTimerEnabled(false);
    settings
        .getCommon()
        .addEventType(
            "Proxied",
            Map.of(
                "backEnd", String.class,
                "requestId", String.class,
                "failed", boolean.class,
                "millis", long.class));
    settings.getCommon().addEventType("Reached", Map.of("requestId", String.class));
    settings.getCommon().addEventType("Settings", Map.of("server", String.class, "id", int.class));
    EPCompiled compiled =
        EPCompilerProvider.getCompiler().compile(STATEMENTS, new CompilerArguments(settings));
    EPRuntime runtime = EPRuntimeProvider.getDefaultRuntime(settings);
    for (EPStatement statement : runtime.getDeploymentService().deploy(compiled).getStatements()) {
      String name = statement.getName();
      statement.addListener(
          (in, out, of, from) -> found.merge(name, in == null ? 0L : in.length, Long::sum));
    }
    events = runtime.getEventService();
  }

  public static void main(String[] arguments) throws Exception {
    EsperRules rules = new EsperRules();
    PlainConsumer.readAll(arguments[0], (topic, bytes) -> rules.take(bytes));
    System.out.println("<!-- Esper found " + rules.found + " -->");
    System.exit(0);
  }

  private void take(byte[] bytes) {
    SpecificRecord value;
    try {
      value = codec.decode(bytes);
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException(e);
    }
    if (value instanceof ProxiedRequest row) {
      proxied(row);
    } else if (value instanceof BackEndRequest row) {
      passTo(row.getEndedAt().toEpochMilli());
      if (row.getRequestId() != null) {
        send("Reached", "requestId", row.getRequestId());
      }
    } else if (value instanceof HostEvent event
        && event.getEndpoint() != null
        && event.getEndpoint().endsWith(":444")) {
      Map<String, Object> settings = new HashMap<>();
      settings.put("server", event.getPosition().getServer());
      settings.put("id", event.getEventId());
      events.sendEventMap(settings, "Settings");
    }
  }

  private void proxied(ProxiedRequest row) {
    String status = row.getBackEndStatus();
    if (row.getBackEnd() == null || status == null) {
      return;
    }
    passTo(row.getEndedAt().toEpochMilli());
    Map<String, Object> proxied = new HashMap<>();
    proxied.put("backEnd", row.getBackEnd());
    proxied.put("requestId", row.getRequestId());
    proxied.put("failed", FAILURES.contains(status));
    proxied.put("millis", row.getEndedAt().toEpochMilli());
    events.sendEventMap(proxied, "Proxied");
  }

  private void send(String type, String field, String value) {
    Map<String, Object> event = new HashMap<>();
    event.put(field, value);
    events.sendEventMap(event, type);
  }

  private void passTo(long moment) {
    if (moment > now) {
      now = moment;
      events.advanceTime(moment);
    }
  }
}
