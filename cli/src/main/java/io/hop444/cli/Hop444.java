/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

import io.hop444.cli.checkconfig.CheckConfigCommand;
import io.hop444.cli.demo.DemoCommand;
import io.hop444.cli.pseudonym.PseudonymCommand;
import io.hop444.cli.replay.ReplayCommand;
import io.hop444.cli.up.UpCommand;
import io.hop444.schemas.names.Similar;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code hop444}. */
@Command(
    name = "hop444",
    mixinStandardHelpOptions = true,
    versionProvider = Hop444.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Watches the second hop of Microsoft Exchange: front end to back-end site on port 444.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hop444 demo                               see an outage found, in a made-up estate",
      "  hop444 up --logs /logs --data /data       watch the logs of your estate",
      "  hop444 replay --from /logs --report FILE  find the outages in logs that were kept",
      "  hop444 check-config --config /etc/hop444  try the settings of an estate's services",
      "  hop444 pseudonym --key redaction.key      find the pseudonym of a person, to erase it",
      "",
      "'hop444 COMMAND --help' explains a command.",
      "",
      "Exit status: 0 done or stopped, 1 failed, 2 wrong options or settings (the message on",
      "standard error says what to do)."
    })
public final class Hop444 {

  private static final String DEBUG = "HOP444_DEBUG";
  private static final int MOST_WRONG_LETTERS = 3;

  private Hop444() {}

  /** Runs a subcommand and exits with its status. */
  public static void main(String[] arguments) {
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(commandLine().execute(arguments));
  }

  /** A new subcommand takes its place in this list. */
  private static List<Object> subcommands() {
    return List.of(
        new DemoCommand(),
        new UpCommand(),
        new ReplayCommand(),
        new CheckConfigCommand(),
        new PseudonymCommand());
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Hop444());
    subcommands().forEach(commandLine::addSubcommand);
    return commandLine
        .registerConverter(Duration.class, OptionValues::duration)
        .registerConverter(Integer.class, OptionValues::number)
        .registerConverter(int.class, OptionValues::number)
        .registerConverter(long.class, text -> (long) OptionValues.number(text))
        .setParameterExceptionHandler(Hop444::explainWrongOption)
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(
            (failure, command, result) -> {
              command.getErr().println("hop444: " + failure.getMessage());
              if (System.getenv(DEBUG) != null) {
                failure.printStackTrace(command.getErr());
              }
              command.getErr().flush();
              return failure instanceof ConfigurationException ? 2 : 1;
            });
  }

  /** What is wrong, in one line: the whole help would push it off the screen. */
  private static int explainWrongOption(ParameterException wrong, String... arguments) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter messages = command.getErr();
    if (arguments.length == 0) {
      command.usage(messages);
    } else {
      Optional<String> unknown = unknownOption(command, arguments);
      messages.println("hop444: " + unknown.orElse(wrong.getMessage()));
      if (unknown.isEmpty()) {
        UnmatchedArgumentException.printSuggestions(wrong, messages);
      }
      messages.println("'" + name + " --help' explains it.");
    }
    messages.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** The parser names a required option that is missing before one that does not exist. */
  private static Optional<String> unknownOption(CommandLine command, String... arguments) {
    Set<String> known = command.getCommandSpec().optionsMap().keySet();
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith("--"))
        .map(argument -> argument.replaceFirst("=.*", ""))
        .filter(name -> !known.contains(name))
        .findFirst()
        .map(
            name ->
                "there is no option "
                    + name
                    + "."
                    + Similar.to(name, known, MOST_WRONG_LETTERS)
                        .map(meant -> " Did you mean " + meant + "?")
                        .orElse(""));
  }

  /** The version the jar was built with. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Hop444.class.getPackage().getImplementationVersion();
      return new String[] {"hop444 " + (version == null ? "(not packaged)" : version)};
    }
  }
}
