/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes the released schemas that changed, and the golden bytes of them, as a new version; see
 * schemas/README.md. It never overwrites: what was released stays.
 */
final class GoldenBytes {

  private GoldenBytes() {}

  /** Arguments: the module's folder, the version's number. */
  public static void main(String[] arguments) throws IOException {
    Path module = Path.of(arguments[0]);
    String version = "v" + Integer.parseInt(arguments[1]);
    for (Class<? extends SpecificRecord> type : RecordCodecTest.recordTypes()) {
      String today = SpecificData.get().getSchema(type).toString();
      if (ReleasedSchemas.of(type.getSimpleName()).stream()
          .anyMatch(released -> released.toString().equals(today))) {
        continue;
      }
      writeNew(
          module.resolve(
              "src/main/resources/io/hop444/schemas/released/"
                  + version
                  + "/"
                  + type.getSimpleName()
                  + ".avsc"),
          (today + "\n").getBytes(StandardCharsets.UTF_8));
      writeNew(
          module.resolve(
              "src/test/resources/golden/" + type.getSimpleName() + "/" + version + ".bin"),
          new RecordCodec().encode(SampleRecords.of(type)));
    }
  }

  private static void writeNew(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    if (!Files.exists(file)) {
      Files.write(file, content);
    }
  }
}
