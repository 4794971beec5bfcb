/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import io.hop444.localstack.LocalStack;
import io.hop444.schemas.Topic;
import io.hop444.wire.Cause;
import io.hop444.wire.IncidentChange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the documentation, by the command in the module's README. No part of the
 * build.
 */
@Order(SharedAlert.OF_THEIR_OWN)
@EnabledIfSystemProperty(named = "page.pictures", matches = ".+")
class PagePicturesIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.none();

  private static final int ALL = 6;

  /** As the service stands in the parent's folder. */
  private static final Path PICTURES =
      Path.of("..").resolve(System.getProperty("page.pictures", ""));

  @Test
  void shouldTakePictures(@TempDir Path directory) throws IOException {
    var settings = AlertProcess.settings(LocalStack.freshDatabase());
    settings.put("alert.anonymous-viewer", "true");
    try (AlertProcess alert = AlertProcess.started(settings, directory)) {
      send();

      String last = "#incident-list tbody tr:nth-child(" + ALL + ")";
      take(alert, ColorScheme.LIGHT, "/", "incidents", last);
      take(alert, ColorScheme.DARK, "/?incident=mbx07", "incident", ".chart");
    }
  }

  private static Instant minutesAgo(long minutes) {
    return Instant.now().minus(Duration.ofMinutes(minutes));
  }

  private static void send() {
    Wire wire = SHARED.wire();
    wire.send(
        Change.resolved("mbx12", 1).at("CPH", "mbx12").startedAt(minutesAgo(1_490)),
        Change.resolved("mbx31", 1)
            .at("LIS", "mbx31")
            .cause(Cause.UNTRUSTED)
            .startedAt(minutesAgo(700)),
        Change.opened("mbx11").at("CPH", "mbx11").cause(Cause.EXPIRED).startedAt(minutesAgo(96)),
        Change.resolved("mbx08", 1)
            .at("DUB", "mbx08")
            .cause(Cause.NAME_MISMATCH)
            .startedAt(minutesAgo(60)),
        Change.opened("mbx21")
            .at("LIS", "mbx21")
            .cause(Cause.CERTIFICATE_UNUSABLE)
            .failedRequests(88)
            .startedAt(minutesAgo(31)));
    Instant start = minutesAgo(17);
    for (int minute = 0; minute < 16; minute++) {
      Change change =
          Change.updated("mbx07", minute + 1)
              .at("DUB", "mbx07")
              .failedRequests(12 + 4L * minute * minute)
              .startedAt(start);
      var sent =
          Story.full(
              minute == 0
                  ? Change.opened("mbx07").at("DUB", "mbx07").failedRequests(12).startedAt(start)
                  : change);
      wire.send(
          Topic.INCIDENTS,
          "mbx07",
          IncidentChange.newBuilder(sent).setAt(start.plusSeconds(60L * minute)).build());
    }
    var good =
        Servers.certificate(
            "5F0A8C1D2E3B4A5968778695A4B3C2D1E0F90817",
            "mbx07",
            Instant.parse("2031-01-01T00:00:00Z"));
    wire.send(
        Topic.BINDING_SNAPSHOTS,
        "mbx07",
        Servers.inventory("DUB", "mbx07", minutesAgo(4), null, good));
  }

  private static void take(
      AlertProcess alert, ColorScheme scheme, String address, String name, String there)
      throws IOException {
    try (Window window = SHARED.browser().window(alert, Look.WIDE)) {
      window.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      Page page = window.open(address).page();
      assertThat(page.locator(there).first()).isVisible();
      assertThat(page.locator(".fresh")).containsText("Live");
      Files.createDirectories(PICTURES);
      write(page.screenshot(), PICTURES.resolve("page-" + name + ".png"));
    }
  }

  /** As small as it gets without a loss: the browser writes quickly, not tightly. */
  private static void write(byte[] picture, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0);
    Files.deleteIfExists(file);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(
          null, new IIOImage(ImageIO.read(new ByteArrayInputStream(picture)), null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
