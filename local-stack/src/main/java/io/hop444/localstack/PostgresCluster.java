/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import io.hop444.localstack.LocalStackException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The files of a PostgreSQL server.
 *
 * @param directory with the passwords, around the data
 * @param data PostgreSQL's own
 */
record PostgresCluster(PostgresProcess programs, Path directory, Path data) {

  static final String SUPERUSER = "postgres";

  private static final String OWNER = "PostgreSQL";

  /** Makes them where they are missing, and stops a server that still runs on them. */
  void prepare() throws LocalStackException {
    if (!Files.exists(data)) {
      initialize();
    }
    check();
    stopLeftOver();
  }

  private void initialize() throws LocalStackException {
    Path incomplete = directory.resolve("pgdata.incomplete");
    try {
      PostgresBinaries.deleteTree(incomplete);
      programs.run(
          "initdb",
          "--pgdata=" + incomplete,
          "--username=" + SUPERUSER,
          "--pwfile=" + directory.resolve(Secrets.SUPERUSER_FILE),
          "--auth=scram-sha-256",
          "--encoding=UTF-8",
          "--locale=C",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8",
          "--data-checksums",
          "--no-instructions");
      Files.move(incomplete, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalStackException(
          Reason.DATA_NOT_WRITABLE,
          OWNER + " cannot create its data in " + directory + " (" + e + ").",
          e);
    }
  }

  private void check() throws LocalStackException {
    Path versionFile = data.resolve("PG_VERSION");
    String version;
    try {
      version = Files.readString(versionFile, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw damaged(versionFile + " cannot be read: " + e, e);
    }
    if (!version.equals("17")) {
      throw damaged("it belongs to PostgreSQL '" + version + "', this is 17", null);
    }
  }

  private void stopLeftOver() throws LocalStackException {
    PostmasterFile file = new PostmasterFile(data);
    Optional<ProcessHandle> leftOver = file.running();
    if (leftOver.isPresent()) {
      programs.run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-t", "60");
      awaitEnd(leftOver.get());
    } else if (file.named().isPresent()) {
      // Another process got the id of the dead server, which PostgreSQL would take for a server.
      try {
        Files.deleteIfExists(file.path());
      } catch (IOException e) {
        throw damaged("the stale " + file.path() + " cannot be deleted: " + e, e);
      }
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(LocalPostgres.STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }

  private LocalStackException damaged(String why, Exception cause) {
    return new LocalStackException(
        Reason.DATA_DAMAGED,
        OWNER
            + " cannot use its data directory "
            + data
            + ": "
            + why
            + ". Restore it from a backup, or move its parent directory away to begin with an"
            + " empty database.",
        cause);
  }
}
