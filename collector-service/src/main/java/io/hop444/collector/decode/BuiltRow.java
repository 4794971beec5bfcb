/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.domain.RequesterKind;
import io.hop444.collector.text.RecurringText;
import io.hop444.wire.Position;
import io.hop444.wire.Requester;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Makes objects of rows. */
final class BuiltRow implements RowFields {

  private static final Map<RequesterKind, Requester> REQUESTERS = requesters();

  private final FileOrigin origin;
  private final String collector;
  private final Consumer<SpecificRecord> to;
  private SpecificRecord row;
  private int field;

  BuiltRow(FileOrigin origin, String collector, Consumer<SpecificRecord> to) {
    this.origin = origin;
    this.collector = collector;
    this.to = to;
  }

  private static Map<RequesterKind, Requester> requesters() {
    Map<RequesterKind, Requester> requesters = new EnumMap<>(RequesterKind.class);
    for (RequesterKind kind : RequesterKind.values()) {
      requesters.put(kind, Requester.valueOf(kind.name()));
    }
    return requesters;
  }

  /** How a kind is written. */
  static Requester requesterOf(RequesterKind kind) {
    return REQUESTERS.get(kind);
  }

  @Override
  public void start(RowType type, long offset, long millis) {
    row = type.newRecord();
    field = 0;
    put(new Position(origin.site(), origin.server(), collector, origin.source(), offset));
    put(Instant.ofEpochMilli(millis));
  }

  @Override
  public void text(byte[] bytes, int from, int to) {
    put(RecurringText.of(bytes, from, to));
  }

  @Override
  public void optionalText(byte[] bytes, int from, int to) {
    put(from == to ? null : RecurringText.of(bytes, from, to));
  }

  @Override
  public void intNumber(int value) {
    put(value);
  }

  @Override
  public void longNumber(long value) {
    put(value);
  }

  @Override
  public void requester(RequesterKind kind) {
    put(requesterOf(kind));
  }

  @Override
  public void end() {
    to.accept(row);
    row = null;
  }

  private void put(Object value) {
    row.put(field, value);
    field++;
  }
}
