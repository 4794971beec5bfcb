/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The broker as a process: {@code --data DIR --port N}. Prints {@code ready 127.0.0.1:PORT} and
 * stops cleanly on SIGTERM and when its standard input ends, that is when its parent is gone. Exit
 * status 0 after a clean stop, 1 when the broker cannot start, 2 for wrong arguments.
 */
public final class BrokerMain {

  private BrokerMain() {}

  /** Runs until stopped. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    Path data = null;
    int port = 0;
    try {
      for (int i = 0; i < arguments.length; i += 2) {
        switch (arguments[i]) {
          case "--data" -> data = Path.of(arguments[i + 1]);
          case "--port" -> port = Integer.parseInt(arguments[i + 1]);
          default -> throw new IllegalArgumentException(arguments[i]);
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      data = null;
    }
    if (data == null) {
      System.err.println("Usage: BrokerMain --data DIR [--port N]");
      return 2;
    }
    try {
      LocalBroker broker = LocalBroker.start(data, port);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
      System.out.println("ready " + broker.bootstrapServers());
      exitWithStandardInput();
      broker.awaitEnd();
      return 0;
    } catch (LocalStackException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private static void exitWithStandardInput() {
    Thread watcher =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // A standard input that cannot be read has ended, too.
              }
              System.exit(0);
            },
            "standard-input");
    watcher.setDaemon(true);
    watcher.start();
  }
}
