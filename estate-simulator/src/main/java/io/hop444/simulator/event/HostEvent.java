/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.event;

import io.hop444.simulator.estate.Server;
import java.util.List;

/**
 * One Windows event.
 *
 * @param data values in the order of the kind's data names
 * @param binary hexadecimal digits, or empty
 * @param certificate what a certificate event names; null for others
 * @param record running number of the event on its server
 */
public record HostEvent(
    EventKind kind,
    Server host,
    long millis,
    List<String> data,
    String binary,
    NamedCertificate certificate,
    long record) {

  /** The certificate a lifecycle event is about. */
  public record NamedCertificate(String thumbprint, String subject, String notValidAfter) {}

  public HostEvent {
    data = List.copyOf(data);
    if (data.size() != kind.dataNames.size()) {
      throw new IllegalArgumentException(kind + " has the data " + kind.dataNames);
    }
  }

  /** The English text with the data filled in. */
  String message() {
    return fill(kind.message);
  }

  String fill(String template) {
    String text = template;
    for (int i = 0; i < data.size(); i++) {
      text = text.replace("%" + (i + 1), data.get(i));
    }
    return text;
  }

  /** A thread number that looks like one and depends on nothing but the event. */
  int threadId() {
    return (int) (600 + ((record * 2_654_435_761L) >>> 7) % 16_000);
  }
}
