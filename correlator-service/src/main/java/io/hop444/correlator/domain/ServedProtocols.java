/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who was last served over which protocol: for each the two front ends that were served last, so
 * that one can be told from another.
 */
final class ServedProtocols {

  private static final int MAX_PROTOCOLS = 32;

  private static final class Served {
    String frontEnd;
    Instant at;
    String otherFrontEnd;
    Instant otherAt;

    void note(String who, Instant when) {
      if (who.equals(frontEnd)) {
        at = when.isAfter(at) ? when : at;
      } else if (who.equals(otherFrontEnd)) {
        otherAt = when.isAfter(otherAt) ? when : otherAt;
      } else if (otherAt == null || when.isAfter(otherAt)) {
        otherFrontEnd = who;
        otherAt = when;
      }
      if (at == null || (otherAt != null && otherAt.isAfter(at))) {
        String laterFrontEnd = otherFrontEnd;
        Instant laterAt = otherAt;
        otherFrontEnd = frontEnd;
        otherAt = at;
        frontEnd = laterFrontEnd;
        at = laterAt;
      }
    }
  }

  private final Map<String, Served> byProtocol = new TreeMap<>();

  /** Returns true when there are too many protocols to take note of this one. */
  boolean note(String protocol, String frontEnd, Instant at) {
    Served served = byProtocol.get(protocol);
    if (served == null) {
      if (byProtocol.size() >= MAX_PROTOCOLS) {
        return true;
      }
      served = new Served();
      byProtocol.put(protocol, served);
    }
    served.note(frontEnd, at);
    return false;
  }

  /** Null when the protocol was never served. */
  Instant lastOf(String protocol) {
    Served served = byProtocol.get(protocol);
    return served == null ? null : served.at;
  }

  /** True when another front end was served over this protocol after that time. */
  boolean anotherSince(String protocol, String frontEnd, Instant since) {
    Served served = byProtocol.get(protocol);
    if (served == null) {
      return false;
    }
    return (!frontEnd.equals(served.frontEnd) && served.at.isAfter(since))
        || (served.otherAt != null
            && !frontEnd.equals(served.otherFrontEnd)
            && served.otherAt.isAfter(since));
  }

  void writeTo(StateWriter out) {
    out.each(
        byProtocol.entrySet(),
        (entry, writer) -> {
          Served served = entry.getValue();
          writer.text(entry.getKey());
          writer.text(served.frontEnd);
          writer.time(served.at);
          writer.text(served.otherFrontEnd);
          writer.time(served.otherAt);
        });
  }

  void readFrom(StateReader in) {
    in.each(
        reader -> {
          Served served = new Served();
          byProtocol.put(reader.text(), served);
          served.frontEnd = reader.text();
          served.at = reader.time();
          served.otherFrontEnd = reader.text();
          served.otherAt = reader.time();
          return served;
        });
  }
}
