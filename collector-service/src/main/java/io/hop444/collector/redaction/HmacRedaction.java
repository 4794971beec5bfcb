/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import io.hop444.collector.domain.RequesterRules;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudonyms by HMAC-SHA-256 with one secret key, cut to 64 bits: {@code u-…} for a person, {@code
 * a-…} for an address. A person is the account without its domain in lower case, so one person has
 * one pseudonym whatever way the name is written. Safe for use by many threads.
 */
public final class HmacRedaction implements Redaction {

  private static final String ALGORITHM = "HmacSHA256";

  /** Names and addresses remembered; when there are more, all are computed anew. */
  private static final int MAX_REMEMBERED = 20_000;

  /** A shorter name occurs in a line by chance; it is replaced only where it stands for itself. */
  private static final int MIN_NAME_LENGTH = 3;

  private final SecretKeySpec key;
  private final Map<String, String> users = new ConcurrentHashMap<>();
  private final Map<String, String> written = new ConcurrentHashMap<>();
  private final Map<String, String> addresses = new ConcurrentHashMap<>();
  private final Map<String, Word> words = new ConcurrentHashMap<>();

  /** What is searched in a text, and what takes its place. */
  private record Word(String text, String pseudonym) {}

  /**
   * @param key of the site, at least 16 bytes
   */
  public HmacRedaction(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a redaction key has at least 16 bytes");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  @Override
  public boolean on() {
    return true;
  }

  @Override
  public String user(String name) {
    if (name == null || name.isEmpty()) {
      return name;
    }
    String known = written.get(name);
    if (known == null) {
      known = remembered(users, RequesterRules.accountName(name), "u-");
      remember(written, name, known);
    }
    return known;
  }

  @Override
  public String address(String address) {
    if (address == null || address.isEmpty()) {
      return address;
    }
    if (address.indexOf(' ') >= 0) {
      StringBuilder each = new StringBuilder();
      for (String part : address.split(" +")) {
        each.append(each.isEmpty() ? "" : " ").append(address(part));
      }
      return each.toString();
    }
    return isLoopback(address) ? address : remembered(addresses, address, "a-");
  }

  @Override
  public String text(String text, List<String> names, List<String> ofClients) {
    String redacted = text;
    Word[] replacedWords = new Word[names.size()];
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      // A row names its user in several columns: one search is enough.
      if (names.indexOf(name) == i) {
        Word word = word(name);
        if (!word.text().isEmpty() && !contains(replacedWords, word)) {
          replacedWords[i] = word;
          redacted = replaced(redacted, word);
        }
      }
    }
    for (String client : ofClients) {
      if (!client.isEmpty() && !isLoopback(client)) {
        redacted = replaced(redacted, new Word(client, address(client)));
      }
    }
    return redacted;
  }

  private static boolean contains(Word[] words, Word wanted) {
    for (Word word : words) {
      if (wanted.equals(word)) {
        return true;
      }
    }
    return false;
  }

  private Word word(String name) {
    Word known = words.get(name);
    if (known == null) {
      String account = RequesterRules.accountName(name);
      int encoded = account.lastIndexOf("%5c");
      String bare = encoded < 0 ? account : account.substring(encoded + 3);
      known =
          new Word(bare.length() >= MIN_NAME_LENGTH || bare.isEmpty() ? bare : name, user(bare));
      remember(words, name, known);
    }
    return known;
  }

  /** Replaces whole words, ignoring case. */
  private static String replaced(String text, Word word) {
    String searched = word.text();
    int last = text.length() - searched.length();
    char lower = Character.toLowerCase(searched.charAt(0));
    char upper = Character.toUpperCase(searched.charAt(0));
    StringBuilder out = null;
    int from = 0;
    int nextLower = text.indexOf(lower);
    int nextUpper = lower == upper ? -1 : text.indexOf(upper);
    while (nextLower >= 0 || nextUpper >= 0) {
      int at = nextLower >= 0 && (nextUpper < 0 || nextLower < nextUpper) ? nextLower : nextUpper;
      if (at > last) {
        break;
      }
      int next = at + 1;
      if (isBorder(text, at - 1, true)
          && isBorder(text, at + searched.length(), false)
          && text.regionMatches(true, at, searched, 0, searched.length())) {
        out = out == null ? new StringBuilder(text.length() + 16) : out;
        out.append(text, from, at).append(word.pseudonym());
        from = at + searched.length();
        next = from;
      }
      nextLower = nextLower >= 0 && nextLower < next ? text.indexOf(lower, next) : nextLower;
      nextUpper = nextUpper >= 0 && nextUpper < next ? text.indexOf(upper, next) : nextUpper;
    }
    return out == null ? text : out.append(text, from, text.length()).toString();
  }

  private static boolean isBorder(String text, int at, boolean before) {
    if (at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at))) {
      return true;
    }
    // The last digit of an encoded backslash, at sign or colon is no part of the name behind it.
    return before && at >= 2 && text.charAt(at - 2) == '%';
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1") || address.startsWith("::1%");
  }

  private String remembered(Map<String, String> in, String value, String prefix) {
    String known = in.get(value);
    if (known == null) {
      known = prefix + hash(value);
      remember(in, value, known);
    }
    return known;
  }

  private static <T> void remember(Map<String, T> in, String key, T value) {
    if (in.size() >= MAX_REMEMBERED) {
      in.clear();
    }
    in.put(key, value);
  }

  private String hash(String value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
