/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.pseudonym;

import io.hop444.cli.ConfigurationException;
import io.hop444.cli.Reason;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.redaction.HmacRedaction;
import io.hop444.collector.redaction.Redaction;
import io.hop444.collector.redaction.RedactionKeyFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells the pseudonyms of names and addresses. */
@Command(
    name = "pseudonym",
    mixinStandardHelpOptions = true,
    description = {
      "Reads names and client addresses, one a line, and writes the pseudonym of each as it stands",
      "in Kafka and in PostgreSQL: what an erasure is asked for. Neither the key nor a name is an",
      "argument, which others could see."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hop444 pseudonym --key /var/lib/hop444/collector/redaction.key",
      "  CONTOSO\\anna.berg",
      "  u-…",
      "",
      "anna.berg, CONTOSO\\anna.berg and anna.berg@contoso.com are one person.",
      "",
      "Exit status: 0 all were told; 2 FILE is no key or cannot be read."
    })
public final class PseudonymCommand implements Callable<Integer> {

  /** No name of Windows has a colon, and none is four numbers with dots between them. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");

  private final InputStream input;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The collectors' redaction.key.")
  private Path key;

  @Spec private CommandSpec spec;

  /** Reads standard input. */
  public PseudonymCommand() {
    this(System.in);
  }

  PseudonymCommand(InputStream input) {
    this.input = input;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Redaction redaction = new HmacRedaction(readKey(), new RequesterRules(List.of()));
    PrintWriter out = spec.commandLine().getOut();
    BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String name = line.strip();
      if (!name.isEmpty()) {
        boolean address = ADDRESS.matcher(name).matches();
        out.println(address ? redaction.address(name) : redaction.user(name));
        out.flush();
      }
    }
    return 0;
  }

  private byte[] readKey() throws ConfigurationException {
    try {
      return RedactionKeyFile.read(key);
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot read the key "
              + key
              + " ("
              + Reason.of(e)
              + "). Give --key the file redaction.key of a collector's data folder.");
    }
  }
}
