/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import io.hop444.localstack.LocalStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Points the service under test at the broker of this JVM, which outlives it. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    return Map.of(
        "correlator.kafka.bootstrap-servers", LocalStack.bootstrapServers(),
        "correlator.data-directory", "target/it-state",
        // What is told may not wait for it: the tests would run into their own patience.
        "correlator.commit-interval", "5m",
        "quarkus.http.test-port", "0");
  }

  @Override
  public void stop() {}
}
