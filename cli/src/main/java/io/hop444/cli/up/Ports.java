/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.localstack.Loopback;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Ports of broker and database on 127.0.0.1. They stay the same for a data folder, so that other
 * tools can be pointed at them.
 */
record Ports(int broker, int postgres) {

  private static final String FILE = "ports.properties";

  /** Reads them from the folder; chooses and stores free ones where there are none. */
  static Ports in(Path data) throws IOException {
    Path file = data.resolve(FILE);
    Properties stored = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        stored.load(reader);
      }
    }
    return store(file, stored);
  }

  /** Chooses and stores others. */
  static Ports renewed(Path data) throws IOException {
    return store(data.resolve(FILE), new Properties());
  }

  private static Ports store(Path file, Properties known) throws IOException {
    int broker = port(known, "broker", 0);
    Ports ports = new Ports(broker, port(known, "postgres", broker));
    AtomicFile.write(file, "broker=" + ports.broker + "\npostgres=" + ports.postgres + "\n");
    return ports;
  }

  private static int port(Properties stored, String name, int taken) {
    try {
      int port = Integer.parseInt(stored.getProperty(name, "0"));
      if (port > 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Edited by hand: choose again.
    }
    int free = Loopback.freePort();
    while (free == taken) {
      free = Loopback.freePort();
    }
    return free;
  }
}
