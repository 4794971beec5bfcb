/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.StartFailedException;
import io.hop444.localstack.LocalStackException;

/** Something that runs as a process of its own and can be started again. */
interface Child {

  /** Key in {@code pids.json}. */
  String name();

  /**
   * Starts it and returns when it answers.
   *
   * @param started is told the process as soon as there is one
   */
  Running start(Started started)
      throws StartFailedException, LocalStackException, InterruptedException;

  /** Hears of a new process. */
  interface Started {
    void process(ProcessHandle process);
  }

  /** A started child. */
  interface Running {

    ProcessHandle process();

    /** Why it ended, for the message: its exit status. */
    String ending();

    /** Asks it to stop cleanly and returns when it has ended; kills it when that takes too long. */
    void stop();
  }
}
