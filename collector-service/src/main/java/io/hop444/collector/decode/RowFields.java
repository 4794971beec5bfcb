/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.domain.RequesterKind;

/**
 * Takes the fields of one row after the other, each in the order of its schema. So a parser says
 * once what a row becomes, and the row becomes bytes for Kafka without being an object before, or
 * an object for who works with it. Texts are pieces of UTF-8. Used by the thread of its parser.
 */
public interface RowFields {

  /** Starts a row: its position and its time are the first two fields. */
  void start(RowType type, long offset, long millis);

  /** A text that is always there. */
  void text(byte[] bytes, int from, int to);

  /** A text that may be missing: then the piece is empty. */
  void optionalText(byte[] bytes, int from, int to);

  /** A number of schema type int. */
  void intNumber(int value);

  /** A number of schema type long. */
  void longNumber(long value);

  /** Who is behind the request. */
  void requester(RequesterKind kind);

  /** The row is complete. */
  void end();
}
