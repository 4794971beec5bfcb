/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.ConfigurationException;
import io.hop444.cli.StartFailedException;
import io.hop444.localstack.DataDirectory;
import io.hop444.localstack.DirectoryLock;
import io.hop444.localstack.LocalStackException;
import io.hop444.localstack.Loopback;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Broker, database and the three services on this machine, kept running. {@link #stop} may be
 * called from another thread at any time.
 */
public final class LocalSystem {

  private static final String OWNER = "hop444";
  private static final Duration LEFT_OVER_LIMIT = Duration.ofSeconds(25);

  private final UpSettings settings;
  private final PrintWriter messages;
  private final PidFile pids;
  private final Supervisor supervisor;
  private int port;

  /**
   * @param messages progress and problems, for the user
   */
  public LocalSystem(UpSettings settings, PrintWriter messages) {
    this.settings = settings;
    this.messages = messages;
    this.pids = new PidFile(settings.data());
    this.supervisor = new Supervisor(pids, messages, Supervisor.BackOff.DEFAULT);
  }

  /**
   * Starts everything and returns when all of it answers.
   *
   * @throws ConfigurationException when the user can put it right
   * @throws StartFailedException when a child does not start
   * @throws InterruptedException when stopped meanwhile
   */
  public void start() throws ConfigurationException, StartFailedException, InterruptedException {
    try {
      Installation installation = Installation.ofThisCommand();
      DataDirectory.prepare(settings.data(), OWNER);
      // Held to the end of this process.
      DirectoryLock.acquire(settings.data(), OWNER);
      awaitLeftOvers();
      port = freePort(settings.port());
      Services services = new Services(installation, settings, ports());
      Child collector = services.collector();
      Child correlator = services.correlator();
      installation.service("alert-service");

      say("starting broker and database, data in " + settings.data());
      PostgresChild postgres = services.postgres();
      supervisor.startTogether(List.of(services.broker(), postgres));

      say("starting collector, correlator and alert service");
      Child alert = services.alert(postgres.server(), port);
      supervisor.startTogether(List.of(collector, correlator, alert));
    } catch (LocalStackException e) {
      throw asProblem(e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "The data folder " + settings.data() + " cannot be used: " + e + ".");
    }
  }

  /** Address of the page. */
  public URI page() {
    return URI.create("http://" + Loopback.ADDRESS + ":" + port + "/");
  }

  /** File with a token that may do everything. */
  public Path adminToken() {
    return settings.data().resolve("admin-token");
  }

  /** Stops everything that was started: services first, then what they need. */
  public void stop() {
    supervisor.stop(List.of("collector", "correlator", "alert"));
    supervisor.stop(List.of("broker", "postgres"));
  }

  private Ports ports() throws IOException {
    Ports ports = Ports.in(settings.data());
    if (Loopback.isFree(ports.broker()) && Loopback.isFree(ports.postgres())) {
      return ports;
    }
    say("the port of the broker or the database is taken by another process; choosing new ones");
    return Ports.renewed(settings.data());
  }

  /** Children of a killed {@code up} end by themselves; starting beside them would fail. */
  private void awaitLeftOvers() throws InterruptedException {
    for (Map.Entry<String, ProcessHandle> leftOver : pids.leftOver().entrySet()) {
      if (leftOver.getKey().equals("postgres")) {
        continue; // the database's own start stops it
      }
      ProcessHandle process = leftOver.getValue();
      say("waiting for the end of an earlier " + leftOver.getKey() + ", process " + process.pid());
      try {
        process.onExit().get(LEFT_OVER_LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        process.destroyForcibly();
      }
    }
  }

  private static int freePort(int wanted) throws ConfigurationException {
    if (wanted == 0) {
      return Loopback.freePort();
    }
    if (!Loopback.isFree(wanted)) {
      throw new ConfigurationException(
          "Port "
              + wanted
              + " is in use on this machine. Stop the process that holds it, or choose another"
              + " with --port N.");
    }
    return wanted;
  }

  private static ConfigurationException asProblem(LocalStackException e)
      throws StartFailedException {
    if (e.reason() == LocalStackException.Reason.START_FAILED) {
      throw new StartFailedException(e.getMessage(), e);
    }
    return new ConfigurationException(e.getMessage());
  }

  private void say(String message) {
    messages.println("hop444: " + message);
    messages.flush();
  }
}
