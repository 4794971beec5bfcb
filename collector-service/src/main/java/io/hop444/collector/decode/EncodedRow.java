/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.domain.RequesterKind;
import io.hop444.schemas.AvroOutput;
import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes bytes of rows: a row is copied once, into the value that Kafka gets, and is no object
 * before.
 */
final class EncodedRow implements RowFields {

  /** The field behind position and time. */
  private static final int FIRST_FIELD = 2;

  private static final int NO_KEY = Integer.MAX_VALUE;

  private final AvroOutput out = new AvroOutput();
  private final Map<RowType, byte[]> headers = new EnumMap<>(RowType.class);
  private final byte[] position;
  private final byte[] server;
  private final Consumer<EncodedRecord> to;
  private RowType type;
  private long at;
  private int field;
  private int keyRank;
  private int keyStart;
  private int keyEnd;

  EncodedRow(
      FileOrigin origin, String collector, RecordCodec codec, Consumer<EncodedRecord> records) {
    this.to = records;
    for (RowType row : RowType.values()) {
      headers.put(row, codec.header(row.type()));
    }
    this.server = origin.server().getBytes(StandardCharsets.UTF_8);
    out.writeText(origin.site());
    out.writeText(origin.server());
    out.writeText(collector);
    out.writeText(origin.source());
    this.position = out.copy(0, out.length());
  }

  @Override
  public void start(RowType now, long offset, long millis) {
    type = now;
    at = millis;
    field = FIRST_FIELD;
    keyRank = NO_KEY;
    out.clear();
    out.writeEncoded(headers.get(now));
    out.writeEncoded(position);
    out.writeLong(offset);
    out.writeLong(millis);
  }

  @Override
  public void text(byte[] bytes, int from, int to) {
    out.writeText(bytes, from, to);
    mayBeKey(to - from);
    field++;
  }

  @Override
  public void optionalText(byte[] bytes, int from, int to) {
    if (from == to) {
      out.writeLong(0);
      field++;
    } else {
      out.writeLong(1);
      text(bytes, from, to);
    }
  }

  private void mayBeKey(int length) {
    int rank = type.keyRank(field);
    if (rank >= 0 && rank < keyRank) {
      keyRank = rank;
      keyEnd = out.length();
      keyStart = keyEnd - length;
    }
  }

  @Override
  public void intNumber(int value) {
    longNumber(value);
  }

  @Override
  public void longNumber(long value) {
    out.writeLong(value);
    field++;
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // Avro writes the place in the schema, whose order enums have.
  public void requester(RequesterKind kind) {
    longNumber(BuiltRow.requesterOf(kind).ordinal());
  }

  @Override
  public void end() {
    byte[] key = type.isKeyedByServer() ? server : null;
    if (keyRank != NO_KEY) {
      key = out.copy(keyStart, keyEnd);
    }
    to.accept(new EncodedRecord(type.topic(), key, out.copy(0, out.length()), at));
  }
}
