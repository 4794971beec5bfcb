/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Removes what was needed for a while only. */
public final class TemporaryFiles {

  private TemporaryFiles() {}

  /** Deletes a folder; what cannot be deleted stays. */
  public static void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  // Another process may use it.
                }
              });
    } catch (IOException | UncheckedIOException e) {
      // Gone already, or not ours to delete.
    }
  }
}
