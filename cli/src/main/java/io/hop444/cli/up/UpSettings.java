/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.ConfigurationException;
import io.hop444.cli.EstateFolder;
import io.hop444.cli.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code up} was asked for, checked.
 *
 * @param logs real path of the estate's folder
 * @param data real path of the folder for all that must survive
 * @param port of the page on 127.0.0.1; 0 takes a free one
 * @param fromNow skip what the logs hold already
 * @param anonymousViewer anyone on this machine may look at the page: the demo
 */
public record UpSettings(
    Path logs,
    Path data,
    int port,
    Optional<Webhook> webhook,
    boolean fromNow,
    boolean anonymousViewer) {

  private static final int HIGHEST_PORT = 65535;

  /**
   * Checks what can be checked before anything starts; creates the data folder.
   *
   * @param port 0 takes a free one
   */
  static UpSettings of(Path logs, Path data, int port, Optional<Webhook> webhook, boolean fromNow)
      throws ConfigurationException {
    Path realLogs = logsFolder(logs);
    Optional<String> tooDeep = EstateFolder.list(realLogs).tooDeep();
    if (tooDeep.isPresent()) {
      throw new ConfigurationException(
          tooDeep.get() + " Give the folder that holds the SITE/SERVER folders with --logs DIR.");
    }
    Path realData = dataFolder(data);
    if (realData.startsWith(realLogs)) {
      throw new ConfigurationException(
          "--data "
              + realData
              + " is inside of --logs "
              + realLogs
              + ", so hop444 would read its own files. Choose a data folder elsewhere.");
    }
    return new UpSettings(realLogs, realData, checkedPort(port), webhook, fromNow, false);
  }

  /** The same for a demo: no sign-in on this machine. */
  public static UpSettings forDemo(Path logs, Path data, int port) throws ConfigurationException {
    UpSettings settings = of(logs, data, port, Optional.empty(), false);
    return new UpSettings(
        settings.logs, settings.data, settings.port, Optional.empty(), false, true);
  }

  private static Path logsFolder(Path logs) throws ConfigurationException {
    if (!Files.exists(logs)) {
      throw new ConfigurationException(
          "The logs folder "
              + logs.toAbsolutePath()
              + " does not exist. Give the folder that holds SITE/SERVER/... with --logs DIR.");
    }
    if (!Files.isDirectory(logs)) {
      throw new ConfigurationException(
          logs.toAbsolutePath()
              + " is a file. Give the folder that holds SITE/SERVER/... with --logs DIR.");
    }
    try {
      if (!Files.isReadable(logs) || !Files.isExecutable(logs)) {
        throw new AccessDeniedException(logs.toString());
      }
      return logs.toRealPath();
    } catch (IOException e) {
      throw new ConfigurationException(
          "The logs folder "
              + logs.toAbsolutePath()
              + " cannot be read ("
              + Reason.of(e)
              + "). Give this user read access to it.");
    }
  }

  private static Path dataFolder(Path data) throws ConfigurationException {
    try {
      Files.createDirectories(data);
      Path probe = Files.createTempFile(data, "writable", ".tmp");
      Files.delete(probe);
      return data.toRealPath();
    } catch (IOException e) {
      throw new ConfigurationException(
          "The data folder "
              + data.toAbsolutePath()
              + " cannot be written ("
              + Reason.of(e)
              + "). Give this user write access to it, or choose another with --data DIR.");
    }
  }

  private static int checkedPort(int port) throws ConfigurationException {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new ConfigurationException(
          "--port " + port + " is no port. Give one from 1 to " + HIGHEST_PORT + ".");
    }
    return port;
  }
}
