/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.ConfigurationException;
import io.hop444.cli.EstateFolder;
import io.hop444.cli.StartFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hop444 up}: the whole system on the user's own log folders. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Watches the logs of an estate: starts broker, database and the three services on this"
          + " machine and follows the folder given by --logs.",
      "",
      "The folder holds one folder a site, in it one folder a server (its NetBIOS name), in it the"
          + " server's logs: SITE/SERVER/inetpub/logs/LogFiles, HttpProxy, HTTPERR, events,"
          + " inventory. Whatever is missing is reported as a gap. New sites, servers and files are"
          + " picked up while running.",
      "",
      "Prints 'ready http://127.0.0.1:PORT/' on standard output when all of it answers, everything"
          + " else on standard error. Ctrl-C or SIGTERM stops it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hop444 up --logs /srv/exchange-logs --data /var/lib/hop444",
      "  hop444 up --logs /srv/exchange-logs --data /var/lib/hop444 --from-now \\",
      "      --webhook https://tickets.example.org/hop444 --webhook-secret-file /etc/hop444/secret",
      "",
      "DATA holds everything that survives: give the same folder again and it goes on where it",
      "was, also after a crash. In it: admin-token (sign in to the page and the API with it),",
      "pids.json (process ids), logs/ (what the processes say).",
      "",
      "Exit status: 0 stopped by a signal, 1 a process did not start, 2 wrong options or settings."
    })
public final class UpCommand implements Callable<Integer> {

  private static final String SECRET_VARIABLE = "HOP444_WEBHOOK_SECRET";

  @Spec private CommandSpec spec;

  @Option(
      names = "--logs",
      required = true,
      paramLabel = "DIR",
      description = "Folder with the logs of the estate; only read.")
  private Path logs;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "Folder for all that must survive; created when missing.")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8444",
      description = "Port of the page and the API on 127.0.0.1 (${DEFAULT-VALUE}; 0: a free one).")
  private int port;

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "Where to send incidents: http or https, signed as Standard Webhooks 1.0 says.")
  private String webhook;

  @Option(
      names = "--webhook-secret",
      paramLabel = "SECRET",
      description =
          "Signing secret, whsec_ and base64. Other users of this machine can see it in the list of"
              + " processes; --webhook-secret-file and the variable "
              + SECRET_VARIABLE
              + " keep it away from them.")
  private String webhookSecret;

  @Option(
      names = "--webhook-secret-file",
      paramLabel = "FILE",
      description = "File with the signing secret.")
  private Path webhookSecretFile;

  @Option(
      names = "--from-now",
      description =
          "Skip what the logs hold already; without it they are read from their beginning.")
  private boolean fromNow;

  @Override
  public Integer call() throws ConfigurationException, StartFailedException, InterruptedException {
    PrintWriter messages = spec.commandLine().getErr();
    PrintWriter output = spec.commandLine().getOut();
    UpSettings settings = UpSettings.of(logs, data, port, webhook(), fromNow);
    LocalSystem system = new LocalSystem(settings, messages);
    return Foreground.run(
        messages,
        system::stop,
        () -> {
          system.start();
          output.println("ready " + system.page());
          output.flush();
          messages.println("hop444: " + watched(EstateFolder.list(settings.logs())));
          messages.println("hop444: the page asks for the token in " + system.adminToken());
          messages.flush();
        });
  }

  private static String watched(EstateFolder estate) {
    return estate.servers().isEmpty()
        ? estate.folder() + " holds no SITE/SERVER folder yet; what comes is picked up"
        : "watching " + estate.summary() + " in " + estate.folder();
  }

  private Optional<Webhook> webhook() throws ConfigurationException {
    String secret = webhookSecret;
    if (secret == null && webhookSecretFile != null) {
      secret = read(webhookSecretFile);
    }
    if (secret == null && webhook != null) {
      secret = System.getenv(SECRET_VARIABLE);
    }
    return Webhook.parse(webhook, secret);
  }

  private static String read(Path file) throws ConfigurationException {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new ConfigurationException(
          "The webhook secret cannot be read from "
              + file.toAbsolutePath()
              + " ("
              + e
              + "). Give a file this user can read with --webhook-secret-file.");
    }
  }
}
