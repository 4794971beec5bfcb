/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.push;

import io.hop444.collector.domain.Pause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The tokens that may push. A file holds one a line, so that a new one can be given out before the
 * old one is taken away; it is read again when it changes. Safe for use by many threads.
 */
public final class PushTokens {

  private static final Logger LOG = Logger.getLogger(PushTokens.class);
  private static final int MIN_LENGTH = 16;
  private static final long LOOK_EVERY_MILLIS = 5_000;

  private final Path file;
  private final InstantSource clock;
  private volatile List<byte[]> digests;
  private FileTime modified;
  private final Pause look = new Pause();

  private PushTokens(Path file, InstantSource clock, List<byte[]> digests, FileTime modified) {
    this.file = file;
    this.clock = clock;
    this.digests = digests;
    this.modified = modified;
  }

  /**
   * One token.
   *
   * @throws IllegalArgumentException when it is too short to be a secret
   */
  public static PushTokens of(String token, InstantSource clock) {
    return new PushTokens(null, clock, List.of(digest(checked(token.trim()))), null);
  }

  /**
   * The tokens of a file.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it holds none, or one that is too short
   */
  public static PushTokens of(Path file, InstantSource clock) throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    return new PushTokens(file, clock, read(file), modified);
  }

  private static List<byte[]> read(Path file) throws IOException {
    List<byte[]> digests = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        digests.add(digest(checked(line.trim())));
      }
    }
    if (digests.isEmpty()) {
      throw new IllegalArgumentException(file + " holds no token");
    }
    return List.copyOf(digests);
  }

  private static String checked(String token) {
    if (token.length() < MIN_LENGTH) {
      throw new IllegalArgumentException("a token has at least " + MIN_LENGTH + " characters");
    }
    return token;
  }

  /** Whether the header carries one of them; takes the same time whatever it carries. */
  boolean accept(String authorization) {
    lookForChanges();
    String presented =
        authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
            ? authorization.substring(7).trim()
            : "";
    byte[] digest = digest(presented);
    boolean accepted = false;
    for (byte[] each : digests) {
      accepted |= MessageDigest.isEqual(each, digest);
    }
    return accepted;
  }

  private synchronized void lookForChanges() {
    long now = clock.millis();
    if (file == null || !look.isOver(now)) {
      return;
    }
    look.start(now, LOOK_EVERY_MILLIS);
    try {
      FileTime found = Files.getLastModifiedTime(file);
      if (!found.equals(modified)) {
        digests = read(file);
        modified = found;
        LOG.infof("The tokens of the push listener were read again. path=%s", file);
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warnf(
          "The file of tokens cannot be read; those known before stay. path=%s reason=%s", file, e);
    }
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
