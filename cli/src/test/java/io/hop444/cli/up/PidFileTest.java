/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  private final ProcessHandle self = ProcessHandle.current();

  @TempDir Path data;

  @Test
  void shouldNameEachProcess() throws Exception {
    PidFile pids = new PidFile(data);

    pids.put("collector", self);

    assertThat(data.resolve("pids.json")).hasContent("{\"collector\":" + self.pid() + "}");
  }

  @Test
  void shouldFindAProcessThatOutlivedItsSupervisor() throws Exception {
    new PidFile(data).put("collector", self);

    assertThat(new PidFile(data).leftOver()).containsOnlyKeys("collector");
  }

  @Test
  void shouldNotTakeALaterProcessWithTheSameIdForTheChild() throws Exception {
    Files.writeString(
        data.resolve("pids-started.json"),
        "{\"collector\":\"" + self.pid() + " 2001-01-01T00:00:00Z\"}");

    assertThat(new PidFile(data).leftOver()).isEmpty();
  }

  @Test
  void shouldForgetWhatWasStopped() throws Exception {
    PidFile pids = new PidFile(data);
    pids.put("collector", self);

    pids.remove("collector");

    assertThat(data.resolve("pids.json")).hasContent("{}");
    assertThat(new PidFile(data).leftOver()).isEmpty();
  }

  @Test
  void shouldLeaveTheProcessesOfAnotherUpAlone() throws Exception {
    new PidFile(data).put("collector", self);

    new PidFile(data).remove("collector");

    assertThat(data.resolve("pids.json")).hasContent("{\"collector\":" + self.pid() + "}");
    assertThat(new PidFile(data).leftOver()).containsOnlyKeys("collector");
  }

  @Test
  void shouldBearAFileThatIsCutShort() throws Exception {
    Files.writeString(data.resolve("pids-started.json"), "{\"coll");

    assertThat(new PidFile(data).leftOver()).isEmpty();
  }
}
