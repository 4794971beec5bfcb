/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A collector's name, its keys and what it may write, read from a file {@code NAME.key} with the
 * lines of Java's properties:
 *
 * <pre>
 * keys=BASE64 BASE64     each of 32 or more bytes; the first one seals, all of them are recognised
 * sites=DUB,CRK          sites it may write; its name where the line is missing
 * servers=dub-*,mbx0?    servers of these sites it may write; all where the line is missing
 * </pre>
 *
 * A seal is HMAC-SHA-256 (RFC 2104) over topic and value, cut to 128 bits (docs/adr/0100).
 * Thread-safe.
 */
public final class SealFile {

  /** Header of a sealed record: 16 bytes of the seal, then the collector's name. */
  public static final String HEADER = "hop444-seal";

  static final int SEAL_BYTES = 16;

  private static final int LEAST_KEY_BYTES = 32;
  private static final String SUFFIX = ".key";
  private static final String ALGORITHM = "HmacSHA256";

  private final String name;

  /** One for each key; making one takes longer than using it. */
  private final List<ThreadLocal<Mac>> keys;

  private final List<String> sites;
  private final List<Pattern> servers;

  private SealFile(
      String name, List<SecretKeySpec> keys, List<String> sites, List<Pattern> servers) {
    this.name = name;
    this.keys = keys.stream().map(key -> ThreadLocal.withInitial(() -> mac(key))).toList();
    this.sites = List.copyOf(sites);
    this.servers = List.copyOf(servers);
  }

  /** Whether a file is meant to be one. */
  static boolean isOne(Path file) {
    String fileName = file.getFileName().toString();
    return fileName.endsWith(SUFFIX) && fileName.length() > SUFFIX.length();
  }

  /**
   * Reads it.
   *
   * @throws IOException when it cannot be read or is wrong; the message names file and remedy
   */
  public static SealFile read(Path file) throws IOException {
    if (!isOne(file)) {
      throw new IOException(file + " is not called NAME.key; NAME is the collector's");
    }
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(file + " cannot be read: " + e, e);
    }
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.length() - SUFFIX.length());
    for (String key : lines.stringPropertyNames()) {
      if (!List.of("keys", "sites", "servers").contains(key)) {
        throw new IOException(file + " has a line " + key + "=; there are keys, sites, servers");
      }
    }
    return new SealFile(
        name,
        keys(file, lines.getProperty("keys", "")),
        words(lines.getProperty("sites", name)),
        words(lines.getProperty("servers", "*")).stream().map(SealFile::pattern).toList());
  }

  private static List<SecretKeySpec> keys(Path file, String text) throws IOException {
    List<String> written = words(text);
    if (written.isEmpty()) {
      throw new IOException(file + " has no line keys=; make one with: openssl rand -base64 32");
    }
    SecretKeySpec[] keys = new SecretKeySpec[written.size()];
    for (int i = 0; i < keys.length; i++) {
      try {
        byte[] bytes = Base64.getDecoder().decode(written.get(i));
        if (bytes.length < LEAST_KEY_BYTES) {
          throw new IOException(
              file + " has a key of " + bytes.length + " bytes; it needs " + LEAST_KEY_BYTES);
        }
        keys[i] = new SecretKeySpec(bytes, ALGORITHM);
      } catch (IllegalArgumentException e) {
        throw new IOException(
            file + " has a key that is not base64; make one with: openssl rand -base64 32", e);
      }
    }
    return Arrays.asList(keys);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static Pattern pattern(String word) {
    String quoted = Pattern.quote(word.toLowerCase(Locale.ROOT));
    return Pattern.compile(quoted.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
  }

  /** The collector's name. */
  public String name() {
    return name;
  }

  boolean mayWrite(String site) {
    return sites.contains(site);
  }

  boolean mayWriteServer(String server) {
    return servers.stream().anyMatch(pattern -> pattern.matcher(server).matches());
  }

  /** The header's value for a record. */
  public byte[] seal(String topic, byte[] value) {
    byte[] seal = seal(keys.get(0), topic, value);
    byte[] writer = name.getBytes(StandardCharsets.UTF_8);
    byte[] header = Arrays.copyOf(seal, SEAL_BYTES + writer.length);
    System.arraycopy(writer, 0, header, SEAL_BYTES, writer.length);
    return header;
  }

  /** Whether one of the keys made this header for this record. */
  boolean made(byte[] header, String topic, byte[] value) {
    byte[] given = Arrays.copyOf(header, SEAL_BYTES);
    for (ThreadLocal<Mac> key : keys) {
      byte[] expected = Arrays.copyOf(seal(key, topic, value), SEAL_BYTES);
      if (MessageDigest.isEqual(expected, given)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] seal(ThreadLocal<Mac> key, String topic, byte[] value) {
    Mac mac = key.get();
    mac.update(topic.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    return mac.doFinal(value);
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
