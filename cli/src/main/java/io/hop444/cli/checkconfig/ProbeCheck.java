/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.collector.config.CollectorConfig;
import io.hop444.collector.probe.ProbeResult;
import io.hop444.collector.probe.ProbeTarget;
import io.hop444.collector.probe.TlsProbe;
import io.hop444.collector.probe.TrustedRoots;
import io.hop444.wire.ProbeOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Does the handshakes that the collector will do. */
final class ProbeCheck {

  private static final String KEY = "collector.probe.targets";
  private static final String STORE = "collector.probe.trust-store";
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final ServiceSettings settings;
  private final InstantSource clock;

  ProbeCheck(ServiceSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  void check(CollectorConfig.Probe probe) {
    List<String> targets = probe.targets().orElse(List.of());
    if (targets.isEmpty()) {
      return;
    }
    TrustedRoots roots = null;
    if (probe.trustStore().isPresent()) {
      try {
        roots = TrustedRoots.of(probe.trustStore().get(), probe.trustStorePassword().orElse(null));
      } catch (IOException e) {
        settings.error(
            STORE, e.getMessage() + ".", "Name a PEM file or key store of what front ends trust.");
      }
    }
    TlsProbe handshake =
        new TlsProbe(probe.timeout().compareTo(PATIENCE) < 0 ? probe.timeout() : PATIENCE, roots);
    for (String target : targets) {
      try {
        tell(target, handshake.probe(ProbeTarget.of(target), clock.instant()));
      } catch (IllegalArgumentException e) {
        settings.error(KEY, e.getMessage() + ".", "Write host or host:port, separated by commas.");
      }
    }
  }

  private void tell(String target, ProbeResult result) {
    String seen =
        target
            + ": "
            + result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + ", "
            + result.detail();
    String sentence = seen.endsWith(".") ? seen : seen + ".";
    if (result.outcome() == ProbeOutcome.OK) {
      settings.ok(KEY, sentence);
    } else if (result.outcome() == ProbeOutcome.NAME_NOT_RESOLVED) {
      settings.error(KEY, sentence, "Correct the name, or let DNS know it.");
    } else {
      settings.warning(KEY, sentence, remedy(result.outcome()));
    }
  }

  private static String remedy(ProbeOutcome outcome) {
    return switch (outcome) {
      case NOT_LISTENING, UNREACHABLE ->
          "Is the port right, and does a firewall let this machine through?";
      case UNTRUSTED -> "Put the authority into " + STORE + " where front ends trust it too.";
      case WRONG_NAME -> "Write the name that front ends ask for.";
      default -> "Where this is no mistake of the setting, it is an outage that will be told.";
    };
  }
}
