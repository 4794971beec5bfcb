/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.httpproxy;

import io.hop444.collector.decode.RowFields;
import io.hop444.collector.redaction.Principals;
import io.hop444.collector.redaction.Redaction;
import io.hop444.collector.redaction.RowRedactor;
import io.hop444.collector.redaction.Word;
import io.hop444.collector.text.Bytes;
import io.hop444.collector.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the fields of a row that may name its person or client, as they may leave the site. One
 * instance serves all rows of a file.
 */
final class ProxiedRowRedaction {

  /** The schema's limit for GenericErrors. */
  private static final int MAX_ERROR_CHARACTERS = 1_024;

  private static final long EIGHT_QUESTION_MARKS = Bytes.eightTimes((byte) '?');
  private static final long EIGHT_AMPERSANDS = Bytes.eightTimes((byte) '&');
  private static final long EIGHT_SEMICOLONS = Bytes.eightTimes((byte) ';');

  /** Parameters of a query whose value is a person's name, in lower case. */
  private static final List<byte[]> NAMES_IN_QUERY =
      List.of(ascii("user"), ascii("mailboxid"), ascii("email"));

  private final Redaction redaction;
  private final RowRedactor words;
  private CsvRow row;
  private Word userWord = Word.NONE;
  private Word clientWord = Word.NONE;

  ProxiedRowRedaction(Redaction redaction) {
    this.redaction = redaction;
    this.words = new RowRedactor(redaction);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Finds every way in which this row may name its person and client. */
  void start(CsvRow now, HttpProxyColumns at, int from, int to) {
    row = now;
    userWord = Word.NONE;
    clientWord = Word.NONE;
    words.clear();
    if (redaction.on()) {
      addNames(at, from, to);
      addAddresses(at.clientAddress);
      at.own.addTo(words, row);
    }
  }

  private void addNames(HttpProxyColumns at, int from, int to) {
    row.read(at.user);
    userWord = words.addName(row.value(), row.valueStart(), row.valueEnd());
    addMailbox(at.anchorMailbox);
    row.read(at.urlQuery);
    addNamesOfQuery(row.value(), row.valueStart(), row.valueEnd());
    Principals.addTo(words, row.bytes(), from, to);
  }

  /** The kind of name, {@code ~} and the name: most often {@code Smtp~name@domain}. */
  private void addMailbox(int column) {
    row.read(column);
    byte[] value = row.value();
    int end = row.valueEnd();
    int kind = Bytes.indexOf(value, row.valueStart(), end, (byte) '~');
    int start = kind < 0 ? row.valueStart() : kind + 1;
    int sign = Bytes.indexOf(value, start, end, (byte) '@');
    if (sign > start && !Principals.hasDomainOrCode(value, start, sign)) {
      words.addName(value, start, end, start, sign);
    } else {
      words.addName(value, start, end);
    }
  }

  private void addNamesOfQuery(byte[] query, int from, int end) {
    int start = from;
    int at = from;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long eight = Bytes.eightAt(query, at);
      long signs =
          Bytes.maybeZeroIn(
              eight ^ EIGHT_QUESTION_MARKS, eight ^ EIGHT_AMPERSANDS, eight ^ EIGHT_SEMICOLONS);
      for (; signs != 0; signs &= signs - 1) {
        start = endOfParameter(query, start, at + Bytes.indexIn(signs));
      }
    }
    for (; at < end; at++) {
      start = endOfParameter(query, start, at);
    }
    addNameOfParameter(query, start, end);
  }

  /** Where the next parameter starts when this one ends here, or else where this one does. */
  private int endOfParameter(byte[] query, int start, int at) {
    if (query[at] != '?' && query[at] != '&' && query[at] != ';') {
      return start;
    }
    addNameOfParameter(query, start, at);
    return at + 1;
  }

  private void addNameOfParameter(byte[] query, int start, int end) {
    int equals = Bytes.indexOf(query, start, end, (byte) '=');
    if (equals >= 0 && namesSomebody(query, start, equals)) {
      words.addName(query, equals + 1, end);
    }
  }

  private static boolean namesSomebody(byte[] query, int start, int equals) {
    for (byte[] name : NAMES_IN_QUERY) {
      if (equals - start == name.length && isSame(query, start, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(byte[] bytes, int at, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      if (Utf8.lower(bytes[at + i]) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  /** Several client addresses are separated by blanks. */
  private void addAddresses(int column) {
    byte[] bytes = row.bytes();
    int start = row.start(column);
    int end = row.end(column);
    int blank = Bytes.indexOf(bytes, start, end, (byte) ' ');
    if (blank < 0) {
      clientWord = words.addAddress(bytes, start, end);
      return;
    }
    clientWord = redaction.addressWord(bytes, start, end);
    for (; blank >= 0; blank = Bytes.indexOf(bytes, start, end, (byte) ' ')) {
      words.addAddress(bytes, start, blank);
      start = blank + 1;
    }
    words.addAddress(bytes, start, end);
  }

  /** The errors as far as the schema takes them. */
  void errors(RowFields fields, byte[] bytes, int from, int to) {
    words.redact(bytes, from, to);
    int end = words.from() + MAX_ERROR_CHARACTERS;
    if (end >= words.to()) {
      end = words.to();
    } else if (!Bytes.isPlain(words.bytes(), words.from(), words.to())) {
      end = endOfCharacters(words.bytes(), words.from(), words.to(), MAX_ERROR_CHARACTERS);
    }
    fields.optionalText(words.bytes(), words.from(), end);
  }

  private static int endOfCharacters(byte[] bytes, int from, int to, int most) {
    int at = from;
    int characters = 0;
    while (at < to) {
      int length = Utf8.length(bytes, at, to);
      characters += length == 4 ? 2 : 1;
      if (characters > most) {
        break;
      }
      at += length;
    }
    return at;
  }

  /** The path. */
  void stem(RowFields fields, int column) {
    row.read(column);
    words.redact(row.value(), row.valueStart(), row.valueEnd());
    fields.optionalText(words.bytes(), words.from(), words.to());
  }

  /** The pseudonym of a person, the name of a probe or service. */
  void user(RowFields fields, int column) {
    row.read(column);
    pseudonymOr(fields, userWord, row.value(), row.valueStart(), row.valueEnd());
  }

  /** The client's address, or several of them. */
  void client(RowFields fields, int column) {
    pseudonymOr(fields, clientWord, row.bytes(), row.start(column), row.end(column));
  }

  private static void pseudonymOr(RowFields fields, Word word, byte[] bytes, int from, int to) {
    if (word.isNone()) {
      fields.optionalText(bytes, from, to);
    } else {
      fields.optionalText(word.pseudonym(), 0, word.pseudonym().length);
    }
  }

  /** The whole line. */
  void line(RowFields fields, int from, int to) {
    words.redact(row.bytes(), from, to);
    fields.text(words.bytes(), words.from(), words.to());
  }
}
