/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what {@link EvidenceWriter} wrote. */
final class EvidenceReading {

  private final StateReader in;
  private final List<String> texts;
  private int left;
  private long lastTime;

  private EvidenceReading(StateReader in, List<String> texts, int left) {
    this.in = in;
    this.texts = texts;
    this.left = left;
  }

  static List<Evidence> of(StateReader in) {
    List<String> texts = in.each(StateReader::text);
    int count = (int) in.number();
    List<Evidence> all = new ArrayList<>();
    EvidenceReading reading = new EvidenceReading(in, texts, count);
    while (reading.left > 0) {
      all.add(reading.evidence());
    }
    return all;
  }

  private Evidence evidence() {
    int kind = (int) number();
    if (kind == EvidenceWriter.ANSWER) {
      return answer();
    }
    Source source = source();
    return switch (kind) {
      case EvidenceWriter.ROW -> row(source);
      case EvidenceWriter.EVENT -> event(source);
      case EvidenceWriter.SNAPSHOT -> snapshot(source);
      case EvidenceWriter.PROBE -> probe(source);
      default -> throw new IllegalStateException("evidence of kind " + kind + " is not known");
    };
  }

  private Evidence answer() {
    String[] parts = text().split(EvidenceWriter.SEPARATOR, -1);
    long offset = number();
    lastTime += number();
    return new ProxiedRow(
        new Source(
            Source.Kind.HTTP_PROXY,
            parts[0],
            parts[1],
            parts[2],
            offset,
            Instant.ofEpochMilli(lastTime),
            ""),
        parts[3],
        parts[4],
        null,
        parts[5],
        ProxiedOutcome.valueOf(parts[6]),
        null,
        !parts[7].isEmpty(),
        null,
        null,
        null,
        Instant.ofEpochMilli(lastTime - number()),
        Duration.ofMillis(Long.parseLong(parts[8])));
  }

  private Evidence row(Source source) {
    return new ProxiedRow(
        source,
        text(),
        text(),
        text(),
        text(),
        ProxiedOutcome.valueOf(text()),
        text(),
        number() == 1,
        text(),
        text(),
        text(),
        source.time().minusMillis(number()),
        Duration.ofMillis(number()));
  }

  private Evidence event(Source source) {
    String provider = text();
    int id = (int) number();
    int port = (int) number();
    Map<String, String> data = new TreeMap<>();
    for (long i = number(); i > 0; i--) {
      data.put(text(), text());
    }
    return new Evidence.WindowsEvent(source, provider, id, port, data, text());
  }

  private Evidence snapshot(Source source) {
    String computer = text();
    boolean complete = number() == 1;
    Boolean allowsUntrusted = flag();
    List<Evidence.Binding> bindings = new ArrayList<>();
    for (long i = number(); i > 0; i--) {
      bindings.add(new Evidence.Binding(text(), text()));
    }
    List<String> siteBindings = texts();
    List<Evidence.StoredCertificate> certificates = new ArrayList<>();
    for (long i = number(); i > 0; i--) {
      certificates.add(certificate());
    }
    return new Evidence.Snapshot(
        source, computer, complete, allowsUntrusted, bindings, siteBindings, certificates);
  }

  private Evidence.TlsProbe probe(Source source) {
    return new Evidence.TlsProbe(
        source,
        text(),
        Evidence.TlsProbe.Ending.valueOf(text()),
        number() == 1 ? certificate() : null);
  }

  private Evidence.StoredCertificate certificate() {
    return new Evidence.StoredCertificate(
        text(),
        texts(),
        Instant.ofEpochMilli(number()),
        Instant.ofEpochMilli(number()),
        number() == 1,
        flag(),
        text());
  }

  private Source source() {
    Source.Kind kind = Source.Kind.valueOf(text());
    String site = text();
    String server = text();
    String file = text();
    long offset = number();
    lastTime += number();
    return new Source(kind, site, server, file, offset, Instant.ofEpochMilli(lastTime), text());
  }

  private List<String> texts() {
    List<String> values = new ArrayList<>();
    for (long i = number(); i > 0; i--) {
      values.add(text());
    }
    return values;
  }

  private Boolean flag() {
    String value = text();
    return value == null ? null : Boolean.valueOf(value);
  }

  private String text() {
    int index = (int) number();
    return index < 0 ? null : texts.get(index);
  }

  private long number() {
    left--;
    return in.number();
  }
}
