/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import io.hop444.collector.domain.RequesterKind;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.text.ByteCache;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudonyms by HMAC-SHA-256 with one secret key, cut to 64 bits: {@code u-…} for a person, {@code
 * a-…} for an address. A person is the account without its domain in lower case, so one person has
 * one pseudonym whatever way the name is written; IIS writes {@code +} for the blanks in it. Names
 * of probes and services tell nobody and stay. Safe for use by many threads.
 */
public final class HmacRedaction implements Redaction {

  private static final String ALGORITHM = "HmacSHA256";

  /** Names and addresses remembered. */
  private static final int REMEMBERED = 1 << 15;

  /** A shorter name occurs in a line by chance; it is replaced only where it stands for itself. */
  static final int MIN_NAME_LENGTH = 3;

  private static final Pattern DOMAIN_BEFORE = Pattern.compile(".*(\\\\|%5[Cc])", Pattern.DOTALL);

  private static final Pattern SIGN_BEHIND = Pattern.compile("@|%40");

  private final SecretKeySpec key;
  private final RequesterRules rules;

  /** Making one takes longer than using it. */
  private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);

  private final ByteCache<Word> names = new ByteCache<>(REMEMBERED);
  private final ByteCache<Word> addresses = new ByteCache<>(REMEMBERED);

  /**
   * @param key of the organisation, at least 16 bytes
   * @param rules that tell people from probes and services
   */
  public HmacRedaction(byte[] key, RequesterRules rules) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a redaction key has at least 16 bytes");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.rules = rules;
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
    return "u-" + hash(RequesterRules.accountName(decoded(name)));
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
    return isLoopback(address) ? address : "a-" + hash(address.toLowerCase(Locale.ROOT));
  }

  @Override
  public Word nameWord(byte[] bytes, int from, int to) {
    Word known = names.get(bytes, from, to);
    if (known == null) {
      known = word(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      names.put(bytes, from, to, known);
    }
    return known;
  }

  private Word word(String name) {
    String account = accountAsWritten(name);
    if (account.isEmpty() || rules.ofAccount(decoded(name)) != RequesterKind.PERSON) {
      return Word.NONE;
    }
    return new Word(account.length() < MIN_NAME_LENGTH ? name : account, user(name));
  }

  /** The account without its domain, with whatever is encoded in it. */
  private static String accountAsWritten(String name) {
    Matcher behind = DOMAIN_BEFORE.matcher(name);
    String account = behind.lookingAt() ? name.substring(behind.end()) : name;
    Matcher sign = SIGN_BEHIND.matcher(account);
    return sign.find(Math.min(1, account.length())) ? account.substring(0, sign.start()) : account;
  }

  /** The name as its owner would write it. */
  private static String decoded(String name) {
    if (name.indexOf('%') < 0) {
      return name.replace('+', ' ');
    }
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return name.replace('+', ' ');
    }
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
