/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import java.util.concurrent.CountDownLatch;

/**
 * A child that answers until it is stopped, one that talks before and on, or one that fails at
 * once.
 */
public final class TestChild {

  private TestChild() {}

  /** One of {@code answer}, {@code talk} and {@code fail}. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments[0].equals("fail")) {
      System.out.println("no such setting");
      System.exit(7);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped cleanly")));
    if (arguments[0].equals("talk")) {
      System.out.println("more before");
    }
    System.out.println("ready");
    if (arguments[0].equals("talk")) {
      System.out.print("and more\n".repeat(1_000));
    }
    new CountDownLatch(1).await();
  }
}
