/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.localstack.LocalPostgres;
import io.hop444.localstack.LocalStackException;
import java.nio.file.Path;

/** The database. */
final class PostgresChild implements Child {

  private final Path directory;
  private final int port;
  private volatile LocalPostgres server;

  PostgresChild(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public RunningPostgres start(Started started) throws LocalStackException {
    LocalPostgres postgres = LocalPostgres.start(directory, port);
    server = postgres;
    started.process(postgres.process());
    return new RunningPostgres(postgres);
  }

  /** The newest server. Its address and password stay the same when it is started again. */
  LocalPostgres server() {
    return server;
  }

  record RunningPostgres(LocalPostgres postgres) implements Running {

    @Override
    public ProcessHandle process() {
      return postgres.process();
    }

    @Override
    public String ending() {
      return "ended; its log is postgres.log in the folder postgres";
    }

    @Override
    public void stop() {
      postgres.close();
    }
  }
}
