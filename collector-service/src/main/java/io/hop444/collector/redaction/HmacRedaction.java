/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.text.ByteCache;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudonyms by HMAC-SHA-256 with one secret key, cut to 64 bits: {@code u-…} for a person, {@code
 * a-…} for an address. A person is the account without its domain in lower case, so one person has
 * one pseudonym whatever way the name is written; IIS writes {@code +} for the blanks in it. Safe
 * for use by many threads.
 */
public final class HmacRedaction implements Redaction {

  private static final String ALGORITHM = "HmacSHA256";

  /** Names and addresses remembered. */
  private static final int REMEMBERED = 1 << 15;

  /** A shorter name occurs in a line by chance; it is replaced only where it stands for itself. */
  private static final int MIN_NAME_LENGTH = 3;

  private final SecretKeySpec key;

  /** Making one takes longer than using it. */
  private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);

  private final ByteCache<Word> names = new ByteCache<>(REMEMBERED);
  private final ByteCache<Word> addresses = new ByteCache<>(REMEMBERED);

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
    return "u-" + hash(RequesterRules.accountName(name).replace('+', ' '));
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
    return isLoopback(address) ? address : "a-" + hash(address);
  }

  @Override
  public Word nameWord(byte[] bytes, int from, int to) {
    Word known = names.get(bytes, from, to);
    if (known == null) {
      String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      String account = RequesterRules.accountName(name);
      int encoded = account.lastIndexOf("%5c");
      String bare = encoded < 0 ? account : account.substring(encoded + 3);
      String searched = bare.length() >= MIN_NAME_LENGTH || bare.isEmpty() ? bare : name;
      known = searched.isEmpty() ? Word.NONE : new Word(searched, user(bare));
      names.put(bytes, from, to, known);
    }
    return known;
  }

  @Override
  public Word addressWord(byte[] bytes, int from, int to) {
    Word known = addresses.get(bytes, from, to);
    if (known == null) {
      String address = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      String pseudonym = address(address);
      known = pseudonym.equals(address) ? Word.NONE : new Word(address, pseudonym);
      addresses.put(bytes, from, to, known);
    }
    return known;
  }

  @Override
  public String text(String text, List<String> users, List<String> ofClients) {
    RowRedactor redactor = new RowRedactor(this);
    for (String user : users) {
      byte[] name = user.getBytes(StandardCharsets.UTF_8);
      redactor.addName(name, 0, name.length);
    }
    for (String client : ofClients) {
      byte[] address = client.getBytes(StandardCharsets.UTF_8);
      redactor.addAddress(address, 0, address.length);
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    redactor.redact(utf8, 0, utf8.length);
    int length = redactor.to() - redactor.from();
    return redactor.bytes() == utf8
        ? text
        : new String(redactor.bytes(), redactor.from(), length, StandardCharsets.UTF_8);
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1") || address.startsWith("::1%");
  }

  private String hash(String value) {
    byte[] hash = macs.get().doFinal(value.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 8);
  }

  private Mac newMac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
