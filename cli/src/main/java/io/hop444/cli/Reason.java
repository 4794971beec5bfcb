/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file or folder cannot be used, in the user's words. */
public final class Reason {

  private Reason() {}

  /** Such as {@code permission denied} or {@code No space left on device}. */
  public static String of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException existing) {
      return existing.getFile() + " is a file";
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (failure instanceof FileSystemException one && one.getReason() != null) {
      return one.getReason();
    }
    // Whoever throws the plain one has said what is wrong.
    return failure.getClass() == IOException.class && failure.getMessage() != null
        ? failure.getMessage()
        : failure.toString();
  }
}
