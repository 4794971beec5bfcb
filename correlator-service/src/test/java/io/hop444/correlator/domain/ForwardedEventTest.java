/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The events of all servers stand in the folder of the one that collects them. */
class ForwardedEventTest {

  private final Scene scene = new Scene();

  @Test
  void shouldNotTakeTheSiteOfTheFolderThatAnEventWasForwardedTo() {
    scene.tell(deletion("AMS", "AMS/MBX02/events/ForwardedEvents.xml"));
    assertThat(scene.state.site()).isEmpty();

    scene.tell(deletion("DUB", "DUB/MBX01/events/System.xml"));
    assertThat(scene.state.site()).isEqualTo("DUB");
  }

  @Test
  void shouldTakeTheSiteOfAnEventThatCameWithoutAFile() {
    scene.tell(deletion("DUB", "channel:System"));

    assertThat(scene.state.site()).isEqualTo("DUB");
  }

  private static Evidence.WindowsEvent deletion(String site, String file) {
    return new Evidence.WindowsEvent(
        new Source(
            Source.Kind.WINDOWS_EVENT, site, Scene.SERVER, file, 0, Scene.TEN, "text of the event"),
        "Microsoft-Windows-HttpEvent",
        15300,
        444,
        Map.of("Endpoint", "0.0.0.0:444"),
        null);
  }
}
