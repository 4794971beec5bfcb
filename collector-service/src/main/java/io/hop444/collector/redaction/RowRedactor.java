/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import io.hop444.collector.text.Bytes;
import io.hop444.collector.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Replaces the people and client addresses of one row after the other, in one pass over its bytes
 * however many they are: whole words, ignoring case, and of two that start at the same place the
 * longer one. One instance serves all rows of a file, by one thread.
 */
public final class RowRedactor {

  private static final long EIGHT_PERCENTS = Bytes.eightTimes((byte) '%');

  /** Length of an encoded sign. */
  private static final int LOOK_BACK = 3;

  /** Shorter pieces are not worth the preparation. */
  private static final int SHORT = LOOK_BACK + Long.BYTES + 1;

  private final Redaction redaction;
  private Word[] words = new Word[8];
  private final WordStarts starts = new WordStarts();
  private int count;

  /** Whether a word is one byte long, which is not searched for in eights. */
  private boolean hasLetter;

  private byte[] bytes = {};
  private byte[] own = new byte[512];
  private int length;
  private int copied;
  private int from;
  private int to;

  /**
   * @param redaction that knows the pseudonyms
   */
  public RowRedactor(Redaction redaction) {
    this.redaction = redaction;
  }

  /** Forgets the words of the row before. */
  public void clear() {
    count = 0;
    starts.clear();
    hasLetter = false;
  }

  /** Adds a way in which the row names its person, and returns what takes its place. */
  public Word addName(byte[] text, int start, int end) {
    return start < end ? add(redaction.nameWord(text, start, end)) : Word.NONE;
  }

  /**
   * Adds it too, unless its account is known already: then that of another spelling of the same
   * person in this row takes its place, and nothing is looked up.
   *
   * @param account where in the text the account starts, which has neither domain nor encoded signs
   * @param accountEnd where it ends
   */
  public void addName(byte[] text, int start, int end, int account, int accountEnd) {
    if (accountEnd - account < HmacRedaction.MIN_NAME_LENGTH
        || !isKnown(text, account, accountEnd)) {
      addName(text, start, end);
    }
  }

  private boolean isKnown(byte[] text, int start, int end) {
    for (int i = 0; i < count; i++) {
      if (words[i].isText(text, start, end)) {
        return true;
      }
    }
    return false;
  }

  /** Adds the address of a client, and returns what takes its place. */
  public Word addAddress(byte[] text, int start, int end) {
    return start < end ? add(redaction.addressWord(text, start, end)) : Word.NONE;
  }

  private Word add(Word word) {
    if (!word.isNone() && !isKnown(word)) {
      remember(word);
    }
    return word;
  }

  private boolean isKnown(Word word) {
    for (int i = 0; i < count; i++) {
      if (words[i].isSame(word)) {
        return true;
      }
    }
    return false;
  }

  private void remember(Word word) {
    if (count == words.length) {
      words = Arrays.copyOf(words, count * 2);
    }
    words[count++] = word;
    hasLetter |= word.isLetter();
    starts.add(word);
  }

  /**
   * Replaces all words in this piece of UTF-8. The result is in {@link #bytes} until the next call;
   * where nothing was replaced it is the piece itself.
   */
  public void redact(byte[] text, int start, int end) {
    bytes = text;
    from = start;
    to = end;
    if (count == 0) {
      return;
    }
    length = 0;
    copied = start;
    if (end - start < SHORT || hasLetter) {
      redactEach(text, start, start, end, end);
    } else {
      redactEach(text, start, start, start + LOOK_BACK, end);
      redactEights(text, start, start + LOOK_BACK, end);
      redactEach(text, start, end - 1, end, end);
    }
    if (copied > start) {
      append(text, copied, end);
      bytes = own;
      from = 0;
      to = length;
    }
  }

  /** The text with all words replaced. */
  public String redact(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    redact(utf8, 0, utf8.length);
    return bytes == utf8 ? text : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Replaces the words that start from {@code since} on, but for the last byte. */
  private void redactEights(byte[] text, int start, int since, int end) {
    int last = end - Long.BYTES - 1;
    int at = since;
    while (true) {
      at = starts.next(text, at, last);
      long maybe = starts.in(text, at);
      if (maybe != 0 || !Bytes.areAscii(Bytes.eightAt(text, at) | Bytes.eightAt(text, at + 1))) {
        redactEight(text, start, at, end, maybe);
      }
      if (at == last) {
        return;
      }
      // The last eight overlap the ones before: a word that was replaced stays so.
      at = Math.min(at + Long.BYTES, last);
    }
  }

  private void redactEight(byte[] text, int start, int at, int end, long maybe) {
    long before = Bytes.eightAt(text, at - 1);
    if (!Bytes.areAscii(before | Bytes.eightAt(text, at + 1))) {
      redactEach(text, start, at, at + Long.BYTES, end);
      return;
    }
    long percents = Bytes.equalIn(Bytes.eightAt(text, at - LOOK_BACK), EIGHT_PERCENTS);
    long found = maybe & (~Bytes.lettersAndDigitsIn(before) | percents);
    for (; found != 0; found &= found - 1) {
      redactAt(text, at + Bytes.indexIn(found), end);
    }
  }

  private void redactEach(byte[] text, int start, int since, int until, int end) {
    for (int at = since; at < until; at++) {
      if (isBorderBefore(text, start, at)) {
        redactAt(text, at, end);
      }
    }
  }

  /** Replaces the longest word that starts here, behind a border. */
  private void redactAt(byte[] text, int at, int end) {
    if (at < copied) {
      return;
    }
    Word found = null;
    int foundEnd = at;
    for (int i = 0; i < count; i++) {
      int wordEnd = words[i].matchAt(text, at, end);
      if (wordEnd > foundEnd && (wordEnd == end || !Utf8.isLetterOrDigitAt(text, wordEnd, end))) {
        found = words[i];
        foundEnd = wordEnd;
      }
    }
    if (found != null) {
      append(text, copied, at);
      append(found.pseudonym(), 0, found.pseudonym().length);
      copied = foundEnd;
    }
  }

  private void append(byte[] piece, int start, int end) {
    int size = end - start;
    if (own.length - length < size) {
      own = Arrays.copyOf(own, Math.max(length + size, own.length * 2));
    }
    System.arraycopy(piece, start, own, length, size);
    length += size;
  }

  /** The last digit of an encoded backslash, at sign or colon is no part of the name behind it. */
  private static boolean isBorderBefore(byte[] text, int start, int at) {
    return at == start
        || !Utf8.isLetterOrDigitBefore(text, start, at)
        || (at - start >= 3 && text[at - 3] == '%');
  }

  /** Holds the result. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the result starts. */
  public int from() {
    return from;
  }

  /** Where the result ends. */
  public int to() {
    return to;
  }
}
