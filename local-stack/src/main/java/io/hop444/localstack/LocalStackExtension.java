/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts the parts of {@link LocalStack} a JUnit test class needs before its first test:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalStackExtension STACK = LocalStackExtension.withKafka().withPostgres();
 * }</pre>
 */
public final class LocalStackExtension implements BeforeAllCallback {

  private final boolean kafka;
  private final boolean postgres;
  private LocalStack.Database database;

  private LocalStackExtension(boolean kafka, boolean postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  /** With a broker. */
  public static LocalStackExtension withKafka() {
    return new LocalStackExtension(true, false);
  }

  /** With a database alone. */
  public static LocalStackExtension withPostgresOnly() {
    return new LocalStackExtension(false, true);
  }

  /** And a database. */
  public LocalStackExtension withPostgres() {
    return new LocalStackExtension(kafka, true);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (kafka) {
      LocalStack.bootstrapServers();
    }
    if (postgres) {
      database();
    }
  }

  /** Host and port of the broker. */
  public String bootstrapServers() {
    return LocalStack.bootstrapServers();
  }

  /** A new topic; see {@link LocalStack#freshTopic}. */
  public String freshTopic(String prefix, int partitions) {
    return LocalStack.freshTopic(prefix, partitions);
  }

  /** The database of this test class, empty before its first test. */
  public synchronized LocalStack.Database database() {
    if (database == null) {
      database = LocalStack.freshDatabase();
    }
    return database;
  }

  /** Another empty database. */
  public LocalStack.Database freshDatabase() {
    return LocalStack.freshDatabase();
  }
}
