/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hop444.localstack.LocalStackException.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerIT {

  @TempDir Path data;

  @Test
  void shouldGoOnWithItsRecordsAfterARestart() throws Exception {
    int port;
    try (LocalBroker broker = LocalBroker.start(data, 0)) {
      Records records = new Records(broker.bootstrapServers());
      records.createTopic("kept");
      records.write("kept", "a", "b");
      port = broker.port();
    }

    try (LocalBroker again = LocalBroker.start(data, port)) {

      assertThat(again.port()).isEqualTo(port);
      assertThat(new Records(again.bootstrapServers()).read("kept")).containsExactly("a", "b");
    }
  }

  @Test
  void shouldKeepAcknowledgedRecordsWhenKilled() throws Exception {
    int port;
    try (ChildJvm child = ChildJvm.start(BrokerMain.class, "--data", data.toString())) {
      port = Integer.parseInt(child.line().replace("ready 127.0.0.1:", ""));
      Records records = new Records("127.0.0.1:" + port);
      records.createTopic("kept");
      records.write("kept", "a", "b", "c");

      child.kill();
    }

    String[] arguments = {"--data", data.toString(), "--port", Integer.toString(port)};
    try (ChildJvm again = ChildJvm.start(BrokerMain.class, arguments)) {
      assertThat(again.line()).isEqualTo("ready 127.0.0.1:" + port);
      Records records = new Records("127.0.0.1:" + port);
      assertThat(records.read("kept")).containsExactly("a", "b", "c");
      records.write("kept", "d");
      assertThat(records.read("kept")).endsWith("c", "d");
    }
  }

  @Test
  void shouldCommitAndAbortTransactionsOverRestarts() throws Exception {
    try (LocalBroker broker = LocalBroker.start(data, 0)) {
      Records records = new Records(broker.bootstrapServers());
      records.createTopic("exact");
      records.writeInTransaction("exact", "committed", true);
      records.writeInTransaction("exact", "aborted", false);
    }

    try (LocalBroker again = LocalBroker.start(data, 0)) {
      Records records = new Records(again.bootstrapServers());
      records.writeInTransaction("exact", "later", true);

      assertThat(records.read("exact")).containsExactly("committed", "later");
    }
  }

  @Test
  void shouldEndWithStatus0WhenItsParentsPipeEnds() throws Exception {
    try (ChildJvm child = ChildJvm.start(BrokerMain.class, "--data", data.toString())) {
      assertThat(child.line()).startsWith("ready ");

      child.closeStandardInput();

      assertThat(child.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(child.process().exitValue()).isZero();
    }
  }

  @Test
  void shouldNameThePortWhenItIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

      LocalStackException problem = problemOf(taken.getLocalPort());

      assertThat(problem.reason()).isEqualTo(Reason.PORT_IN_USE);
      assertThat(problem)
          .hasMessageContaining("Port " + taken.getLocalPort())
          .hasMessageContaining("choose another port");
    }
  }

  @Test
  void shouldRefuseADirectoryAnotherBrokerUses() throws Exception {
    try (LocalBroker broker = LocalBroker.start(data, 0)) {

      LocalStackException problem = problemOf(0);

      assertThat(problem.reason()).isEqualTo(Reason.DATA_IN_USE);
      assertThat(problem).hasMessageContaining(data.toString());
      assertThat(broker.port()).isPositive();
    }
  }

  @Test
  void shouldNameTheDamagedFileWhenItsIdentityIsGone() throws Exception {
    Path metadata = data.resolve("kafka").resolve("meta.properties");
    Files.createDirectories(metadata.getParent());
    Files.write(metadata, new byte[] {0, 0, 0});

    LocalStackException problem = problemOf(0);

    assertThat(problem.reason()).isEqualTo(Reason.DATA_DAMAGED);
    assertThat(problem).hasMessageContaining(metadata.toString()).hasMessageContaining("backup");
  }

  private LocalStackException problemOf(int port) {
    return catchThrowableOfType(
        LocalStackException.class, () -> LocalBroker.start(data, port).close());
  }
}
