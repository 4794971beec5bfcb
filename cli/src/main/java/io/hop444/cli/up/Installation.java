/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.ConfigurationException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the built programs are.
 *
 * @param home folder of the project
 * @param cliJar the command with its libraries
 * @param childJar what is put before a service's main class
 */
record Installation(Path home, Path cliJar, Path childJar) {

  private static final String BUILD = " Run ./mvnw -q -DskipTests package in the project's folder.";

  /** The one this command runs from. */
  static Installation ofThisCommand() throws ConfigurationException {
    Path cliJar;
    try {
      cliJar =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new ConfigurationException("The command's own jar is not found: " + e.getMessage());
    }
    if (!Files.isRegularFile(cliJar)) {
      throw new ConfigurationException("hop444 runs from its packaged jar only." + BUILD);
    }
    Path target = cliJar.getParent();
    Path childJar = existing(target.resolve("hop444-child.jar"));
    return new Installation(target.getParent().getParent(), cliJar, childJar);
  }

  /** The runner jar of a service: {@code collector-service}. */
  Path service(String module) throws ConfigurationException {
    return existing(
        home.resolve(module).resolve("target").resolve("quarkus-app").resolve("quarkus-run.jar"));
  }

  /** The Java this command runs on. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  private static Path existing(Path file) throws ConfigurationException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(file + " is not there: hop444 is not built." + BUILD);
    }
    return file;
  }
}
