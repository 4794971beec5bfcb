/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Who last changed the configuration of IIS, and who a certificate of the store: events of HTTP.sys
 * say what happened to a binding, but not by whom.
 */
final class Actors {

  /** An event this close to a change of the binding belongs to it. */
  private static final Duration CLOSE = Duration.ofSeconds(60);

  private static final List<String> NAMES =
      List.of("AccountName", "SubjectUserName", "UserName", "User");

  private Instant configurationAt;
  private String configurationBy;
  private Instant certificateAt;
  private String certificateBy;

  void noteConfiguration(Evidence.WindowsEvent event) {
    String who = of(event.data());
    if (who != null && (configurationAt == null || event.at().isAfter(configurationAt))) {
      configurationAt = event.at();
      configurationBy = who + " (IIS configuration)";
    }
  }

  void noteCertificate(Evidence.WindowsEvent event) {
    String who = of(event.data());
    if (who != null && (certificateAt == null || event.at().isAfter(certificateAt))) {
      certificateAt = event.at();
      certificateBy = who + " (certificate store, event " + event.id() + ")";
    }
  }

  /** Account and process, as far as the data name them; null when they name neither. */
  static String of(Map<String, String> data) {
    String process = data.get("ProcessName");
    for (String name : NAMES) {
      String account = data.get(name);
      if (account != null && !account.isBlank()) {
        return process == null ? account : account + " / " + process;
      }
    }
    return process;
  }

  /** " by ..." of a change at that time, else what to say when nobody is known. */
  String about(Instant change, String unknown) {
    if (isClose(configurationAt, change)) {
      return " by " + configurationBy;
    }
    return isClose(certificateAt, change) ? " by " + certificateBy : unknown;
  }

  /** The last change of that time that is known by its author alone; null when there is none. */
  String lately(Instant from, Instant to) {
    if (configurationAt != null
        && !configurationAt.isBefore(from)
        && !configurationAt.isAfter(to)) {
      return "IIS configuration changed " + configurationAt + " by " + configurationBy;
    }
    boolean certificate =
        certificateAt != null && !certificateAt.isBefore(from) && !certificateAt.isAfter(to);
    return certificate ? "certificates changed " + certificateAt + " by " + certificateBy : null;
  }

  private static boolean isClose(Instant event, Instant change) {
    return event != null && Duration.between(event, change).abs().compareTo(CLOSE) <= 0;
  }

  void writeTo(StateWriter out) {
    out.time(configurationAt);
    out.text(configurationBy);
    out.time(certificateAt);
    out.text(certificateBy);
  }

  static Actors readFrom(StateReader in) {
    Actors read = new Actors();
    read.configurationAt = in.time();
    read.configurationBy = in.text();
    read.certificateAt = in.time();
    read.certificateBy = in.text();
    return read;
  }
}
