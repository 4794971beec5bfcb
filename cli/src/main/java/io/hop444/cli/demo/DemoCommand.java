/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.demo;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hop444 demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Shows an outage.",
    footerHeading = "%nExamples:%n",
    footer = {"  hop444 demo", "", "Exit status: 0 stopped by a signal."})
public final class DemoCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 1;
  }
}
