/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes evidence in few bytes: each text once, times as differences. {@link EvidenceReading} reads
 * it.
 */
final class EvidenceWriter {

  static final int ROW = 0;
  static final int EVENT = 1;
  static final int SNAPSHOT = 2;

  /** An answer without text: all that repeats is one text. */
  static final int ANSWER = 3;

  static final int PROBE = 4;

  static final String SEPARATOR = "\u0000";

  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final Map<Repeated, Integer> repeated = new HashMap<>();
  private long[] numbers = new long[1_024];
  private int count;
  private long lastTime;

  /** What answers repeat. */
  private record Repeated(
      String site,
      String server,
      String file,
      String frontEnd,
      String backEnd,
      String protocol,
      ProxiedOutcome outcome,
      boolean probe,
      Duration ahead) {

    static Repeated of(ProxiedRow row) {
      Source source = row.source();
      return new Repeated(
          source.site(),
          source.server(),
          source.file(),
          row.frontEnd(),
          row.backEnd(),
          row.protocol(),
          row.outcome(),
          row.probe(),
          row.ahead());
    }

    String text() {
      return String.join(
          SEPARATOR,
          site,
          server,
          file,
          frontEnd,
          backEnd,
          protocol,
          outcome.name(),
          probe ? "probe" : "",
          Long.toString(ahead.toMillis()));
    }
  }

  void add(Evidence evidence) {
    if (evidence instanceof ProxiedRow row && isSlimAnswer(row)) {
      number(ANSWER);
      Source source = row.source();
      number(repeated.computeIfAbsent(Repeated.of(row), this::placeOf));
      number(source.offset());
      number(source.time().toEpochMilli() - lastTime);
      lastTime = source.time().toEpochMilli();
      number(row.at().toEpochMilli() - row.provesAt().toEpochMilli());
    } else if (evidence instanceof ProxiedRow row) {
      number(ROW);
      source(row.source());
      text(row.frontEnd());
      text(row.backEnd());
      text(row.targetHost());
      text(row.protocol());
      text(row.outcome().name());
      text(row.failure());
      number(row.probe() ? 1 : 0);
      text(row.user());
      text(row.requestId());
      text(row.stem());
      number(row.at().toEpochMilli() - row.provesAt().toEpochMilli());
      number(row.ahead().toMillis());
    } else if (evidence instanceof Evidence.WindowsEvent event) {
      number(EVENT);
      source(event.source());
      text(event.provider());
      number(event.id());
      number(event.port());
      number(event.data().size());
      new TreeMap<>(event.data())
          .forEach(
              (name, value) -> {
                text(name);
                text(value);
              });
      text(event.binary());
    } else if (evidence instanceof Evidence.TlsProbe probe) {
      number(PROBE);
      source(probe.source());
      text(probe.host());
      text(probe.ending().name());
      number(probe.served() == null ? 0 : 1);
      if (probe.served() != null) {
        certificate(probe.served());
      }
    } else {
      Evidence.Snapshot snapshot = (Evidence.Snapshot) evidence;
      number(SNAPSHOT);
      source(snapshot.source());
      text(snapshot.computer());
      number(snapshot.complete() ? 1 : 0);
      text(snapshot.allowsUntrusted() == null ? null : snapshot.allowsUntrusted().toString());
      number(snapshot.bindings().size());
      for (Evidence.Binding binding : snapshot.bindings()) {
        text(binding.endpoint());
        text(binding.thumbprint());
      }
      texts(snapshot.backEndSiteBindings());
      number(snapshot.certificates().size());
      snapshot.certificates().forEach(this::certificate);
    }
  }

  private void certificate(Evidence.StoredCertificate certificate) {
    text(certificate.thumbprint());
    texts(certificate.names());
    number(certificate.notBefore().toEpochMilli());
    number(certificate.notAfter().toEpochMilli());
    number(certificate.hasPrivateKey() ? 1 : 0);
    text(certificate.trusted() == null ? null : certificate.trusted().toString());
    text(certificate.friendlyName());
  }

  private static boolean isSlimAnswer(ProxiedRow row) {
    return row.outcome().provesTls() && row.isSlim() && row.backEnd() != null;
  }

  private void texts(List<String> values) {
    number(values.size());
    values.forEach(this::text);
  }

  private void source(Source source) {
    text(source.kind().name());
    text(source.site());
    text(source.server());
    text(source.file());
    number(source.offset());
    number(source.time().toEpochMilli() - lastTime);
    lastTime = source.time().toEpochMilli();
    text(source.text());
  }

  private void number(long value) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = value;
  }

  private void text(String value) {
    number(value == null ? -1 : placeOf(value));
  }

  private int placeOf(Repeated value) {
    return placeOf(value.text());
  }

  private int placeOf(String value) {
    return texts.computeIfAbsent(value, key -> texts.size());
  }

  void writeTo(StateWriter out) {
    out.each(texts.keySet(), (text, writer) -> writer.text(text));
    out.number(count);
    for (int i = 0; i < count; i++) {
      out.number(numbers[i]);
    }
  }
}
