/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.trace;

import io.hop444.tracing.LineTrace;
import io.hop444.tracing.Span;
import io.hop444.tracing.TraceParent;
import io.hop444.tracing.Tracing;
import io.hop444.wire.Change;
import io.hop444.wire.Evidence;
import io.hop444.wire.EvidenceKind;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The spans of one task: {@code judge} of a record that its collector traces, {@code tell} of an
 * incident's change. An incident is in the trace of the first failure it shows, whose id follows
 * from the place of that line; so nothing has to be kept with the state. Used by one thread.
 */
public final class JudgeTracing {

  /** Of all that is traced in a few minutes; a line that is forgotten is no parent any more. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Tracing tracing;
  private final InstantSource clock;

  /** When lines were taken, by their traces. */
  private final Map<String, Taken> remembered =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Taken> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private Taken current;

  private record Taken(TraceParent line, Instant at) {}

  public JudgeTracing(Tracing tracing, InstantSource clock) {
    this.tracing = tracing;
    this.clock = clock;
  }

  /** A record is about to be judged. */
  public void begin(Headers headers) {
    if (!tracing.isOn()) {
      return;
    }
    Header header = headers.lastHeader(TraceParent.HEADER);
    TraceParent line = header == null ? null : TraceParent.parse(header.value());
    if (line != null && line.sampled()) {
      current = new Taken(line, clock.instant());
      remembered.put(line.traceId(), current);
    }
  }

  /** It is judged. */
  public void end(String backEnd, SpecificRecord value) {
    if (current == null) {
      return;
    }
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("hop444.back_end", backEnd);
    attributes.put("hop444.record", value.getSchema().getName());
    if (value.get(0) instanceof Position place) {
      attributes.put("hop444.site", place.getSite());
      attributes.put("hop444.server", place.getServer());
      attributes.put("hop444.file", place.getSource());
      attributes.put("hop444.offset", place.getOffset());
    }
    TraceParent line = current.line();
    tracing.tell(
        new Span(
            line.with(LineTrace.spanId("judge", line.traceId())),
            line.spanId(),
            "judge",
            Span.Kind.CONSUMER,
            current.at(),
            clock.instant(),
            attributes));
    current = null;
  }

  /** Headers of what is told; its span has ended when it leaves. */
  public Headers headersOf(SpecificRecord result) {
    Headers headers = new RecordHeaders();
    if (tracing.isOn() && result instanceof IncidentChange change) {
      Evidence first = firstFailure(change.getIncident());
      if (first != null) {
        headers.add(TraceParent.HEADER, told(change, first).toBytes());
      }
    }
    return headers;
  }

  /** Updates come by the hundred and change numbers: they carry the trace and have no span. */
  private TraceParent told(IncidentChange change, Evidence first) {
    Incident incident = change.getIncident();
    String name = change.getChange().name();
    TraceParent line =
        LineTrace.of(first.getSite(), first.getServer(), first.getFile(), first.getOffset());
    TraceParent own =
        new TraceParent(
            line.traceId(),
            LineTrace.spanId("tell", incident.getId(), Long.toString(incident.getVersion()), name),
            change.getChange() != Change.UPDATED);
    if (own.sampled()) {
      Taken taken = remembered.get(line.traceId());
      tracing.tell(
          new Span(
              own,
              taken == null ? null : taken.line().spanId(),
              "tell",
              Span.Kind.PRODUCER,
              began(change.getChange(), taken),
              clock.instant(),
              Map.of(
                  "hop444.incident.id", incident.getId(),
                  "hop444.incident.version", incident.getVersion(),
                  "hop444.incident.change", name,
                  "hop444.cause", incident.getCause().name(),
                  "hop444.site", incident.getSite(),
                  "hop444.back_end", incident.getBackEnd())));
    }
    return own;
  }

  /** It takes a while until failures make an incident; its end follows from the present record. */
  private Instant began(Change change, Taken first) {
    if (change == Change.OPENED && first != null) {
      return first.at();
    }
    return current == null ? clock.instant() : current.at();
  }

  private static Evidence firstFailure(Incident incident) {
    return incident.getEvidence().stream()
        .filter(piece -> piece.getKind() == EvidenceKind.HTTP_PROXY)
        .findFirst()
        .orElseGet(() -> incident.getEvidence().stream().findFirst().orElse(null));
  }
}
