/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import java.nio.file.Path;

/** Starts PostgreSQL on a directory, prints its process id and port, and waits to be killed. */
final class PostgresStarter {

  private PostgresStarter() {}

  public static void main(String[] arguments) throws Exception {
    LocalPostgres postgres = LocalPostgres.start(Path.of(arguments[0]), 0);
    System.out.println(postgres.pid());
    Thread.sleep(Long.MAX_VALUE);
  }
}
