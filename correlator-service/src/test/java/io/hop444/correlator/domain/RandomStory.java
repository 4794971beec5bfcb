/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Collects the records of a scene instead of telling them; all random, none twice the same. */
final class RandomStory {
  final List<Evidence> records = new ArrayList<>();
  final Scene scene =
      new Scene() {
        @Override
        Scene tell(Evidence evidence) {
          records.add(evidence);
          return this;
        }
      };

  String frontEnd(Random random) {
    return "cas0" + (1 + random.nextInt(3));
  }

  void busy(double from, double to, Random random) {
    for (double at = from + random.nextDouble(); at < to; at += 0.2 + 6 * random.nextDouble()) {
      scene.success(at, frontEnd(random), protocol(random));
    }
  }

  void probes(double from, double to, Ending ending) {
    for (double at = from; at < to; at += 60) {
      if (ending == Ending.SHOWN) {
        scene.probeShown(at, Scene.certificate(List.of("mbx01.contoso.test"), Scene.at(9e7)));
      } else {
        scene.probeEnded(at, ending);
      }
    }
  }

  void failing(double from, double to, String status, Random random) {
    for (double at = from + random.nextDouble(); at < to; at += 0.2 + 8 * random.nextDouble()) {
      scene.failure(at, frontEnd(random), protocol(random), status, "user" + random.nextInt(40));
    }
  }

  static String protocol(Random random) {
    return List.of("Owa", "Ews", "Mapi").get(random.nextInt(3));
  }
}
