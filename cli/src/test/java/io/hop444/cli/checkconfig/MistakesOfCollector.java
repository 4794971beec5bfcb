/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import static io.hop444.cli.checkconfig.ServiceName.COLLECTOR;

import io.hop444.localstack.Loopback;
import java.nio.file.Files;

/** Of folders, keys, files, the way to Kafka and probes. */
record MistakesOfCollector(SeededMistakes rows) {

  private static final String ESTATE = "collector.estate.directory";
  private static final String SEAL = "collector.seal.key-file";
  private static final String BOOTSTRAP = "collector.kafka.bootstrap-servers";
  private static final String CLIENT = "collector.kafka.properties.";
  private static final String PROBE = "collector.probe.targets";

  void add() {
    logs();
    keys();
    files();
    waysToKafka();
    topics();
    probes();
  }

  private void logs() {
    rows.error(
        "the folder of logs does not exist",
        ESTATE,
        "does not exist",
        "mount the share",
        estate -> estate.set(COLLECTOR, ESTATE, "/srv/exchange-log"));
    rows.error(
        "the folder is that of a site",
        ESTATE,
        "it is the folder of a site",
        "SITE/SERVER",
        estate -> estate.set(COLLECTOR, ESTATE, estate.path("logs/DUB").toString()));
    rows.error(
        "the folder holds other files",
        ESTATE,
        "none stands where logs are",
        "SITE/SERVER",
        estate -> estate.set(COLLECTOR, ESTATE, estate.path("etc").toString()));
    rows.warning(
        "a server's folder is empty",
        ESTATE,
        "hold no log: DUB/mbx08",
        "Copy or link",
        estate -> {
          Files.createDirectories(estate.path("logs/DUB/MBX08"));
          estate.set(COLLECTOR, ESTATE, estate.path("logs").toString());
        });
  }

  private void keys() {
    rows.error(
        "a time zone is misspelt",
        "collector.reading.zones",
        "there is no time zone 'Berlin'",
        "Correct it, such as",
        estate -> estate.append(COLLECTOR, "collector.reading.zones=DUB=Berlin"));
    rows.warning(
        "a time zone is of no server",
        "collector.reading.zones",
        "has a folder called mbx99",
        "Correct the name",
        estate -> estate.append(COLLECTOR, "collector.reading.zones=mbx99=Europe/Berlin"));
    rows.error(
        "a key is misspelt",
        "collector.redaction.enable",
        "does not start with it",
        "Did you mean collector.redaction.enabled?",
        estate -> estate.append(COLLECTOR, "collector.redaction.enable=true"));
    rows.error(
        "the first word of a key is misspelt",
        "colector.site",
        "nothing reads it",
        "Did you mean collector.site?",
        estate -> estate.append(COLLECTOR, "colector.site=DUB"));
    rows.error(
        "a duration is none",
        "collector.reading.poll-every",
        "fast",
        "Correct the value",
        estate -> estate.append(COLLECTOR, "collector.reading.poll-every=fast"));
    rows.error(
        "a value is empty",
        "collector.id",
        "is empty",
        "Correct the value",
        estate -> estate.set(COLLECTOR, "collector.id", ""));
    rows.errorAt(
        "a key that another one needs is missing",
        "collector.site",
        "default",
        "collector.probe.targets needs it",
        "Set it to the site",
        estate -> estate.remove(COLLECTOR, "collector.site"));
    rows.errorAt(
        "a key without a default is missing",
        ESTATE,
        "config/application.properties",
        "is missing and has no default",
        "Set it",
        estate -> estate.remove(COLLECTOR, ESTATE));
    rows.warning(
        "a key stands twice",
        "collector.id",
        "the last one holds",
        "Remove one of them",
        estate -> estate.append(COLLECTOR, "collector.id=CRK"));
    rows.warning(
        "a key of another service",
        "correlator.threads",
        "in the file of another service",
        "Move it to the correlator's file",
        estate -> estate.append(COLLECTOR, "correlator.threads=4"));
    rows.errorAt(
        "a variable is misspelt",
        "COLLECTOR_REDACTION_ENABLE",
        "environment:1",
        "nothing reads this variable",
        "Did you mean COLLECTOR_REDACTION_ENABLED?",
        estate -> estate.variable(COLLECTOR, "COLLECTOR_REDACTION_ENABLE=false"));
    rows.errorAt(
        "a variable is exported, as in a shell",
        "export COLLECTOR_ID",
        "environment:1",
        "is no name of a variable",
        "without export",
        estate -> estate.variable(COLLECTOR, "export COLLECTOR_ID=dub-1"));
    rows.error(
        "a setting of Kafka's clients stands as the alert service has it",
        "kafka.security.protocol",
        "nothing reads it",
        "collector.kafka.properties.*",
        estate -> estate.append(COLLECTOR, "kafka.security.protocol=SSL"));
    rows.errorAt(
        "the file begins with a byte order mark",
        "application.properties",
        "config/application.properties:1",
        "begins with a byte order mark",
        "without that mark",
        estate -> estate.begin(COLLECTOR, "\ufeff"));
  }

  private void files() {
    rows.error(
        "a file stands in the place of the data folder",
        "collector.data.directory",
        "is no folder",
        "remove the file",
        estate -> {
          estate.secret("file", "x");
          estate.set(COLLECTOR, "collector.data.directory", estate.path("file/data").toString());
        });
    rows.warning(
        "the data folder lies in the folder of logs",
        "collector.data.directory",
        "looks like a site",
        "a folder elsewhere",
        estate ->
            estate.set(COLLECTOR, "collector.data.directory", estate.path("logs/data").toString()));
    rows.error(
        "the disk is too small",
        "collector.data.directory",
        "MB of free space",
        "another disk",
        estate -> estate.option("--min-free", "1000000000"));
    rows.error(
        "the key of the pseudonyms is cut off",
        "collector.data.directory",
        "is no redaction key",
        "openssl rand -hex 32",
        estate -> {
          estate.secret("data/redaction.key", "0123\n");
          estate.set(COLLECTOR, "collector.data.directory", estate.path("data").toString());
        });
    rows.error(
        "the key that seals is empty",
        SEAL,
        "is empty",
        "Write its content",
        estate -> estate.secret("DUB.key", ""));
    rows.error(
        "the key that seals is open to all",
        SEAL,
        "every user of this machine",
        "chmod 600",
        estate -> estate.openToAll("DUB.key"));
    rows.error(
        "the key that seals is short",
        SEAL,
        "it needs 32",
        "openssl rand -base64 32",
        estate -> estate.secret("DUB.key", "keys=c2hvcnQ=\n"));
    rows.error(
        "shippers would send in the clear",
        "collector.push.host",
        "set collector.push.certificate-file",
        "Windows events by HTTP",
        estate ->
            estate
                .secret("push-token", "0123456789abcdef01234567\n")
                .set(COLLECTOR, "collector.push.port", "0")
                .set(COLLECTOR, "collector.push.host", "0.0.0.0")
                .set(COLLECTOR, "collector.push.token-file", estate.path("push-token").toString()));
    rows.error(
        "a token of shippers is short",
        "collector.push.token-file",
        "at least 16 characters",
        "openssl rand -hex 24",
        estate ->
            estate
                .secret("tokens", "short\n")
                .set(COLLECTOR, "collector.push.token-file", estate.path("tokens").toString())
                .set(COLLECTOR, "collector.push.port", "0"));
  }

  private void waysToKafka() {
    rows.error(
        "a broker's name is unknown",
        BOOTSTRAP,
        "DNS knows no address",
        "Correct the name",
        estate -> estate.set(COLLECTOR, BOOTSTRAP, "kafka1..example.com:9093"));
    rows.error(
        "a broker's address has no port",
        BOOTSTRAP,
        "is not host:port",
        "Write host:port",
        estate -> estate.set(COLLECTOR, BOOTSTRAP, "127.0.0.1"));
    rows.error(
        "no broker listens",
        BOOTSTRAP,
        "nothing answers",
        "Is the broker running",
        estate -> estate.set(COLLECTOR, BOOTSTRAP, "127.0.0.1:" + Loopback.freePort()));
    rows.error(
        "another authority signed the broker's certificate",
        CLIENT + "ssl.truststore.location",
        "the TLS handshake",
        "Name the authority",
        estate -> {
          new io.hop444.localstack.secured.CertificateAuthority("another")
              .writeTo(estate.path("another.pem"));
          estate.set(
              COLLECTOR, CLIENT + "ssl.truststore.location", estate.path("another.pem").toString());
        });
    rows.error(
        "the password for Kafka is wrong",
        CLIENT + "sasl.jaas.config",
        "refuses to authenticate by SCRAM-SHA-512",
        "Correct user name and secret",
        estate -> estate.secret("kafka-password", "username=dub\npassword=hunter3-hunter3\n"));
    rows.error(
        "security.protocol is forgotten",
        BOOTSTRAP,
        "does not answer as PLAINTEXT",
        "Does the port speak TLS?",
        estate -> estate.remove(COLLECTOR, CLIENT + "security.protocol"));
    rows.error(
        "the port speaks no TLS",
        CLIENT + "security.protocol",
        "does not answer as SASL_SSL",
        "Is it a port of Kafka that speaks TLS?",
        estate -> estate.set(COLLECTOR, BOOTSTRAP, estate.stack().brokerWithWrongTopics()));
  }

  private void topics() {
    rows.error(
        "a right to a topic is missing",
        BOOTSTRAP,
        "lacks Write on hop444.host-events",
        "Add these ACLs",
        estate ->
            estate.secret(
                "kafka-password", "username=crk\npassword=" + CheckedStack.PASSWORD + "\n"));
    rows.error(
        "topics of evidence differ in partitions",
        BOOTSTRAP,
        "different numbers of partitions",
        "Grow all of them",
        MistakesOfCollector::withoutSecurity);
    rows.error(
        "more copies than brokers",
        "collector.kafka.replication-factor",
        "make no topic with 3 copies",
        "at most the number of brokers",
        estate -> {
          withoutSecurity(estate);
          estate.set(COLLECTOR, "collector.kafka.replication-factor", "3");
        });
  }

  private static void withoutSecurity(CheckedEstate estate) {
    estate
        .removeAll(COLLECTOR, CLIENT)
        .set(COLLECTOR, BOOTSTRAP, estate.stack().brokerWithWrongTopics());
  }

  private void probes() {
    rows.warning(
        "nothing listens where is probed",
        PROBE,
        "not listening",
        "a firewall",
        estate -> estate.set(COLLECTOR, PROBE, "127.0.0.1:" + Loopback.freePort()));
    rows.warning(
        "a probed server is named by its address",
        PROBE,
        "wrong name",
        "Write the name",
        estate ->
            estate.set(
                COLLECTOR, PROBE, estate.stack().probedServer().replace("localhost", "127.0.0.1")));
    rows.error(
        "a probed server's name is unknown",
        PROBE,
        "name not resolved",
        "Correct the name",
        estate -> estate.set(COLLECTOR, PROBE, "mbx07..contoso.test"));
  }
}
