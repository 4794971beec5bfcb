/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.ConfigurationException;
import io.hop444.cli.TemporaryFiles;
import io.hop444.localstack.BrokerMain;
import io.hop444.localstack.LocalPostgres;
import io.hop444.localstack.Loopback;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How the Java children are run: memory, class path, settings. Settings are environment variables:
 * unlike arguments they are not seen in a list of processes.
 */
final class Services {

  private static final String ENTRY_POINT = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  /** The simple compiler only: less to do at the start, which is most of what these two do. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /**
   * A heap that begins small and shrinks as far as it may when the collector has read all there is.
   * Java below 17.0.9 does not know the trimming of what is not heap and goes without.
   */
  private static final String[] GIVES_MEMORY_BACK = {
    "-Xms16m",
    "-XX:-ShrinkHeapInSteps",
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:TrimNativeHeapInterval=10000"
  };

  private static final String ONE_LINE_LOGS =
      "-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s [%3$s] %5$s%6$s%n";

  private final Installation installation;
  private final UpSettings settings;
  private final Ports ports;

  Services(Installation installation, UpSettings settings, Ports ports) {
    this.installation = installation;
    this.settings = settings;
    this.ports = ports;
  }

  Child broker() {
    List<String> arguments = jvm("320m");
    arguments.add(QUICK_START);
    arguments.add(ONE_LINE_LOGS);
    arguments.addAll(List.of("-cp", installation.cliJar().toString(), BrokerMain.class.getName()));
    arguments.addAll(List.of("--data", folder("broker").toString()));
    arguments.addAll(List.of("--port", Integer.toString(ports.broker())));
    return new JvmChild(
        program("broker", arguments, Map.of()),
        Readiness.line("ready " + Loopback.ADDRESS + ":" + ports.broker()));
  }

  PostgresChild postgres() {
    return new PostgresChild(folder("postgres"), ports.postgres());
  }

  Child collector() throws ConfigurationException {
    Map<String, String> values = new TreeMap<>();
    values.put("collector.estate.directory", settings.logs().toString());
    values.put("collector.data.directory", folder("collector").toString());
    values.put("collector.id", "local");
    values.put("collector.start", settings.fromNow() ? "end" : "beginning");
    values.put("collector.kafka.bootstrap-servers", bootstrapServers());
    return service("collector", "128m", Loopback.freePort(), values, GIVES_MEMORY_BACK);
  }

  Child correlator() throws ConfigurationException {
    Map<String, String> values = new TreeMap<>();
    values.put("correlator.data.directory", folder("correlator").toString());
    values.put("correlator.kafka.bootstrap-servers", bootstrapServers());
    return service(
        "correlator",
        "256m",
        Loopback.freePort(),
        values,
        staticMember("correlator.kafka.properties"));
  }

  /** The database has to run: its password is known then. */
  Child alert(LocalPostgres postgres, int port) throws ConfigurationException, IOException {
    Map<String, String> values = new TreeMap<>();
    values.put("kafka.bootstrap.servers", bootstrapServers());
    values.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
    values.put("quarkus.datasource.username", postgres.user());
    values.put("quarkus.datasource.password", postgres.password());
    values.put("alert.admin-token-file", settings.data().resolve("admin-token").toString());
    values.put("alert.anonymous-viewer", Boolean.toString(settings.anonymousViewer()));
    if (settings.webhook().isPresent()) {
      Webhook webhook = settings.webhook().get();
      Path secret = settings.data().resolve("webhook-secret");
      AtomicFile.writeSecret(secret, webhook.secret() + "\n");
      values.put("alert.webhook.url", webhook.url().toString());
      values.put("alert.webhook.secret-file", secret.toString());
    }
    return service(
        "alert",
        "192m",
        port,
        values,
        staticMember("mp.messaging.incoming.incidents"),
        staticMember("mp.messaging.incoming.findings"),
        staticMember("mp.messaging.incoming.gaps"));
  }

  /**
   * A consumer that is started again takes the place of the one that ended, at once; Kafka would
   * wait for the end of the other's session otherwise. A system property, since the name of an
   * environment variable does not tell dots.
   */
  private static String staticMember(String prefix) {
    return "-D" + prefix + "." + ConsumerConfig.GROUP_INSTANCE_ID_CONFIG + "=up";
  }

  /** A setting's name as an environment variable, as MicroProfile Config maps it. */
  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private Child service(
      String name, String memory, int port, Map<String, String> values, String... options)
      throws ConfigurationException {
    Map<String, String> environment = new TreeMap<>();
    values.forEach((key, value) -> environment.put(variable(key), value));
    List<String> arguments = jvm(memory);
    arguments.add("-Djava.io.tmpdir=" + temporaryFolder(name));
    arguments.addAll(List.of(options));
    arguments.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    if (name.equals("alert")) {
      arguments.add(QUICK_START);
    }
    // Each look at a service that is not ready yet would be a line in its log.
    arguments.add("-Dquarkus.log.category.\"io.smallrye.health\".level=WARN");
    arguments.add("-Dquarkus.http.host=" + Loopback.ADDRESS);
    arguments.add("-Dquarkus.http.port=" + port);
    String classPath =
        installation.childJar() + File.pathSeparator + installation.service(name + "-service");
    arguments.addAll(List.of("-cp", classPath, "io.hop444.cli.child.SupervisedMain", ENTRY_POINT));
    return new JvmChild(program(name, arguments, environment), Readiness.health(port));
  }

  /**
   * Native code is unpacked into it; what a kill left there would fill the system's own folder.
   *
   * @throws ConfigurationException when it cannot be made
   */
  private Path temporaryFolder(String name) throws ConfigurationException {
    Path temporary = folder(name).resolve("tmp");
    TemporaryFiles.delete(temporary);
    try {
      return Files.createDirectories(temporary);
    } catch (IOException e) {
      throw new ConfigurationException(
          temporary + " cannot be made; check the rights and the space of --data: " + e);
    }
  }

  private static List<String> jvm(String memory) {
    return new ArrayList<>(
        List.of(
            "-Xmx" + memory,
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Duser.timezone=UTC"));
  }

  private JvmChild.Program program(
      String name, List<String> arguments, Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(environment);
    // glibc's arenas, one per thread, cost tens of megabytes.
    all.put("MALLOC_ARENA_MAX", "2");
    return new JvmChild.Program(
        name, arguments, all, folder(name), settings.data().resolve("logs").resolve(name + ".log"));
  }

  private Path folder(String name) {
    return settings.data().resolve(name);
  }

  private String bootstrapServers() {
    return Loopback.ADDRESS + ":" + ports.broker();
  }
}
