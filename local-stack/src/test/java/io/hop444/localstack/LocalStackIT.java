/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStackIT {

  @RegisterExtension
  static final LocalStackExtension STACK = LocalStackExtension.withKafka().withPostgres();

  @Test
  void shouldGiveEachCallerATopicOfItsOwn() throws Exception {
    String first = STACK.freshTopic("hop444.test", 1);
    String second = STACK.freshTopic("hop444.test", 1);
    Records records = new Records(STACK.bootstrapServers());

    records.write(first, "a");

    assertThat(records.read(first)).containsExactly("a");
    assertThat(records.read(second)).isEmpty();
  }

  @Test
  void shouldGiveEachCallerADatabaseOfItsOwn() throws Exception {
    LocalStack.Database first = STACK.freshDatabase();
    LocalStack.Database second = STACK.freshDatabase();

    createTable(first);
    createTable(second);

    assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "lz4", "snappy", "zstd"})
  void shouldTakeRecordsOfEveryCompression(String compression) throws Exception {
    String topic = STACK.freshTopic("hop444.test", 1);
    Records records = new Records(STACK.bootstrapServers());

    records.writeCompressed(topic, compression, "a".repeat(1000));

    assertThat(records.read(topic)).containsExactly("a".repeat(1000));
  }

  @Test
  void shouldShareOneBrokerInThisJvm() {
    assertThat(STACK.bootstrapServers())
        .isEqualTo(LocalStackExtension.withKafka().bootstrapServers());
  }

  private static void createTable(LocalStack.Database database) throws Exception {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("create table same_name (id int)");
    }
  }
}
