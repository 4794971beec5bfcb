/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The schemas as they were released, one file a record type and version under {@code released/}.
 * They are never changed: bytes written with them may be decoded for ever.
 */
final class ReleasedSchemas {

  /** The newest version there is; raise it when adding a folder. */
  static final int NEWEST = 1;

  private ReleasedSchemas() {}

  /** All released versions of the record type, oldest first; none when it is newer than them. */
  static List<Schema> of(String recordName) {
    List<Schema> found = new ArrayList<>();
    for (int version = 1; version <= NEWEST; version++) {
      String file = "released/v" + version + "/" + recordName + ".avsc";
      try (InputStream in = ReleasedSchemas.class.getResourceAsStream(file)) {
        if (in != null) {
          found.add(new Schema.Parser().parse(in));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the schema " + file, e);
      } catch (SchemaParseException e) {
        throw new IllegalStateException(
            "the schema " + file + " is damaged; rebuild or reinstall: " + e.getMessage(), e);
      }
    }
    return found;
  }
}
