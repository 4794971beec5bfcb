/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random lives of estates; {@code -Dhop444.tailer-lives} of them, each the same every time. */
class EstateTailerModelTest {

  private static final int LIVES = Integer.getInteger("hop444.tailer-lives", 15);
  private static final int STEPS = 120;

  @TempDir Path folder;

  @Test
  void shouldLoseNothingThatIsNotDestroyed() throws IOException {
    for (long seed = 1; seed <= LIVES; seed++) {
      EstateModel model = new EstateModel(folder, seed, true);
      model.run(STEPS);
      model.check();
    }
  }

  @Test
  void shouldTellWhatWasDestroyedBeforeItWasRead() throws IOException {
    for (long seed = 1; seed <= LIVES; seed++) {
      EstateModel model = new EstateModel(folder, seed, false);
      model.run(STEPS);
      model.check();
    }
  }
}
