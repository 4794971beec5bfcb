/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import static io.hop444.cli.checkconfig.ServiceName.CORRELATOR;

import io.hop444.localstack.Loopback;
import java.time.Duration;

/** Of certificates, sealing keys, the group, traces, and the clock. */
record MistakesOfCorrelator(SeededMistakes rows) {

  private static final String KEYSTORE = "correlator.kafka.properties.ssl.keystore.location";

  private static final String TRACES = "correlator.tracing.endpoint";

  void add() {
    rows.error(
        "the certificate for Kafka is not there",
        KEYSTORE,
        "does not exist",
        "Put the file there",
        estate -> estate.set(CORRELATOR, KEYSTORE, estate.path("correlator.pem").toString()));
    rows.error(
        "the number of threads is negative",
        "correlator.threads",
        "does not start with it",
        "Set it to 0",
        estate -> estate.set(CORRELATOR, "correlator.threads", "-3"));
    rows.error(
        "the folder of sealing keys is empty",
        "correlator.seals.directory",
        "holds no file NAME.key",
        "Put NAME.key",
        estate ->
            estate.set(CORRELATOR, "correlator.seals.directory", estate.path("logs").toString()));
    rows.error(
        "a sealing key is open to all",
        "correlator.seals.directory",
        "every user of this machine",
        "chmod 600",
        estate -> estate.openToAll("seals/DUB.key"));
    rows.error(
        "the group is another than the rights are for",
        "correlator.application-id",
        "may not read the group judges",
        "Add this ACL on the group",
        estate -> estate.set(CORRELATOR, "correlator.application-id", "judges"));
    rows.error(
        "the receiver of traces is named by its port alone",
        TRACES,
        "no address of a receiver",
        "http://host:4318",
        estate -> estate.set(CORRELATOR, TRACES, "4318"));
    rows.warning(
        "the receiver of traces does not listen",
        TRACES,
        "cannot be reached",
        "Is the receiver running",
        estate -> estate.set(CORRELATOR, TRACES, "http://127.0.0.1:" + Loopback.freePort()));
    rows.warning(
        "the receiver of traces is another service",
        TRACES,
        "no trace will arrive",
        "Name the port of OTLP",
        estate -> estate.set(CORRELATOR, TRACES, estate.stack().issuerAddress()));
    rows.warning(
        "this machine's clock is behind",
        "correlator.kafka.bootstrap-servers",
        "s behind the broker's",
        "time server",
        estate ->
            estate
                .removeAll(CORRELATOR, "correlator.kafka.properties.")
                .set(
                    CORRELATOR,
                    "correlator.kafka.bootstrap-servers",
                    estate.stack().brokerWithWrongTopics())
                .clockOff(Duration.ofMinutes(-2)));
  }
}
