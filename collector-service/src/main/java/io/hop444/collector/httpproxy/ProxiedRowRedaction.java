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

  /** Parameters of a query whose value is a person's name, in lower case. */
  private static final List<byte[]> NAMES_IN_QUERY =
      List.of(ascii("user"), ascii("mailboxid"), ascii("email"));

  private final Redaction redaction;
  private final RowRedactor words;
  private CsvRow row;
  private Word userWord = Word.NONE;

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
    row.read(at.anchorMailbox);
    int kind = Bytes.indexOf(row.value(), row.valueStart(), row.valueEnd(), (byte) '~');
    words.addName(row.value(), kind < 0 ? row.valueStart() : kind + 1, row.valueEnd());
    row.read(at.urlQuery);
    addNamesOfQuery(row.value(), row.valueStart(), row.valueEnd());
    Principals.addTo(words, row.bytes(), from, to);
  }

  private void addNamesOfQuery(byte[] query, int from, int end) {
    int start = from;
    for (int at = from; at <= end; at++) {
      if (at == end || query[at] == '?' || query[at] == '&' || query[at] == ';') {
        int equals = Bytes.indexOf(query, start, at, (byte) '=');
        if (equals >= 0 && namesSomebody(query, start, equals)) {
          words.addName(query, equals + 1, at);
        }
        start = at + 1;
      }
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
    for (int at = start; at <= end; at++) {
      if (at == end || bytes[at] == ' ') {
        words.addAddress(bytes, start, at);
        start = at + 1;
      }
    }
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
    if (userWord.isNone()) {
      fields.optionalText(row.value(), row.valueStart(), row.valueEnd());
    } else {
      fields.optionalText(userWord.pseudonym(), 0, userWord.pseudonym().length);
    }
  }

  /** The client's address, or several of them. */
  void client(RowFields fields, int column) {
    Word word = redaction.addressWord(row.bytes(), row.start(column), row.end(column));
    if (word.isNone()) {
      fields.optionalText(row.bytes(), row.start(column), row.end(column));
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
