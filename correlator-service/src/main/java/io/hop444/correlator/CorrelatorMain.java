/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import io.hop444.schemas.start.FailedStart;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service, and ends the process with a status that tells why it could not start. */
@QuarkusMain
public final class CorrelatorMain {

  private CorrelatorMain() {}

  /** Runs until the process is asked to end. */
  public static void main(String... arguments) {
    FailedStart.tellSettingsInOneLine();
    ApplicationLifecycleManager.setDefaultExitCodeHandler(FailedStart::exit);
    Quarkus.run(arguments);
  }
}
