/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.child;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;

/**
 * Runs another main class and ends this process, with its shutdown hooks, as soon as standard input
 * ends: the supervising process holds the other end of that pipe, so it is gone or wants the end.
 * Arguments: the main class, then its arguments.
 */
public final class SupervisedMain {

  private SupervisedMain() {}

  /** Delegates; throws what the delegate throws. */
  public static void main(String[] arguments) throws Throwable {
    if (arguments.length == 0) {
      System.err.println("Usage: SupervisedMain MAIN_CLASS [ARGUMENT...]");
      System.exit(2);
    }
    exitWithStandardInput();
    String[] rest = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, rest, 0, rest.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw e.getCause();
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
