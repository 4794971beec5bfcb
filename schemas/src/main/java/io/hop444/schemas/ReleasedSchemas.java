/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The schemas as they were released, one file a record type and version under {@code released/}; a
 * version holds only those that changed in it. They are never changed: bytes written with them may
 * be decoded for ever.
 */
final class ReleasedSchemas {

  /** The newest version there is; raise it when adding a folder. */
  static final int NEWEST = 4;

  private ReleasedSchemas() {}

  /**
   * All released versions of the record type, oldest first; none when it is newer than them.
   *
   * @throws IllegalStateException when a file of them is damaged
   */
  static List<Schema> of(String recordName) {
    List<Schema> found = new ArrayList<>();
    for (int version = 1; version <= NEWEST; version++) {
      String file = "released/v" + version + "/" + recordName + ".avsc";
      try (InputStream in = ReleasedSchemas.class.getResourceAsStream(file)) {
        if (in != null) {
          found.add(parse(file, recordName, in.readAllBytes()));
        }
      } catch (IOException e) {
        throw damaged(file, "it cannot be read: " + e.getMessage(), e);
      }
    }
    return found;
  }

  /**
   * The schema in {@code content}.
   *
   * @param file where it stands, for the message
   * @throws IllegalStateException when it is no schema, or not the one of {@code recordName}
   */
  static Schema parse(String file, String recordName, byte[] content) {
    Schema schema;
    try {
      schema = new Schema.Parser().parse(new String(content, StandardCharsets.UTF_8));
    } catch (AvroRuntimeException e) {
      throw damaged(file, "it is no Avro schema: " + e.getMessage(), e);
    }
    if (schema.getType() != Schema.Type.RECORD || !schema.getName().equals(recordName)) {
      throw damaged(file, "it holds " + schema.getName() + " instead", null);
    }
    return schema;
  }

  private static IllegalStateException damaged(String file, String reason, Exception cause) {
    return new IllegalStateException(
        "The schema io/hop444/schemas/"
            + file
            + " on the class path is damaged: "
            + reason
            + ". Install hop444 again, or rebuild it with ./mvnw clean package.",
        cause);
  }
}
