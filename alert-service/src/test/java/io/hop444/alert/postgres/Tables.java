/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.hop444.localstack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Makes the tables as the service does, with a target named default. */
final class Tables {

  private Tables() {}

  /** A database whose partitions are those around {@code now}; its few connections are kept. */
  static AgroalDataSource create(LocalStack.Database database, Instant now) throws Exception {
    AgroalDataSource source =
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                    pool ->
                        pool.maxSize(5)
                            .connectionFactoryConfiguration(
                                factory ->
                                    factory
                                        .jdbcUrl(database.jdbcUrl())
                                        .principal(new NamePrincipal(database.user()))
                                        .credential(new SimplePassword(database.password())))));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        Stream<Path> migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
      for (Path migration : migrations.sorted().toList()) {
        statement.execute(Files.readString(migration));
      }
      new MonthlyPartitions(source).ensure(YearMonth.from(now.atOffset(ZoneOffset.UTC)));
      statement.execute("insert into webhook_targets (name, url_sha256) values ('default', '')");
    }
    return source;
  }
}
