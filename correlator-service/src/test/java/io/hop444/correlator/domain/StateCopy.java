/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.ArrayDeque;
import java.util.Queue;

/** Writes a state part by part and reads it back. */
final class StateCopy {

  private StateCopy() {}

  static BackEndState of(BackEndState state) {
    Queue<Object> parts = new ArrayDeque<>();
    Object none = new Object();
    state.writeTo(
        new StateWriter() {
          @Override
          public void text(String value) {
            parts.add(value == null ? none : value);
          }

          @Override
          public void number(long value) {
            parts.add(value);
          }

          @Override
          public void flag(boolean value) {
            parts.add(value);
          }
        });
    return BackEndState.readFrom(
        new StateReader() {
          @Override
          public String text() {
            Object part = parts.remove();
            return part == none ? null : (String) part;
          }

          @Override
          public long number() {
            return (Long) parts.remove();
          }

          @Override
          public boolean flag() {
            return (Boolean) parts.remove();
          }
        },
        Thresholds.DEFAULT);
  }
}
