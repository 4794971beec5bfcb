/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads tags and text of one event, and nothing else: no document type, no entity but the five
 * predefined ones and character references, no name space. Events come from hosts that may be
 * hostile, and real ones hold characters that XML forbids.
 */
final class XmlScanner {

  /** What the scanner stands on. */
  enum Token {
    START,
    END,
    TEXT,
    DONE,
    BROKEN
  }

  /** An attribute with its entities resolved. */
  record Attribute(String name, String value) {}

  private final String xml;
  private int at;
  private String name = "";
  private String text = "";
  private List<Attribute> attributes = List.of();
  private boolean endPending;

  XmlScanner(String xml) {
    this.xml = xml;
  }

  /** Local name of the element that starts or ends. */
  String name() {
    return name;
  }

  /** The text, entities resolved. */
  String text() {
    return text;
  }

  /** Value of an attribute of the element that starts, null when it has none of that name. */
  String attribute(String wanted) {
    for (Attribute attribute : attributes) {
      if (attribute.name().equals(wanted)) {
        return attribute.value();
      }
    }
    return null;
  }

  List<Attribute> attributes() {
    return attributes;
  }

  Token next() {
    if (endPending) {
      endPending = false;
      return Token.END;
    }
    while (at < xml.length()) {
      if (xml.charAt(at) != '<') {
        int end = xml.indexOf('<', at);
        end = end < 0 ? xml.length() : end;
        text = resolved(xml.substring(at, end));
        at = end;
        return Token.TEXT;
      }
      if (xml.startsWith("<![CDATA[", at)) {
        int end = xml.indexOf("]]>", at);
        if (end < 0) {
          return Token.BROKEN;
        }
        text = clean(xml.substring(at + 9, end));
        at = end + 3;
        return Token.TEXT;
      }
      if (xml.startsWith("<!--", at) || xml.startsWith("<?", at) || xml.startsWith("<!", at)) {
        int end = xml.indexOf(xml.startsWith("<!--", at) ? "-->" : ">", at);
        if (end < 0) {
          return Token.BROKEN;
        }
        at = xml.indexOf('>', end) + 1;
        continue;
      }
      return tag();
    }
    return Token.DONE;
  }

  private Token tag() {
    boolean closing = xml.startsWith("</", at);
    int i = at + (closing ? 2 : 1);
    int nameStart = i;
    while (i < xml.length() && !isNameEnd(xml.charAt(i))) {
      i++;
    }
    if (i == nameStart || i >= xml.length()) {
      return Token.BROKEN;
    }
    String full = xml.substring(nameStart, i);
    name = full.substring(full.indexOf(':') + 1);
    if (closing) {
      int end = xml.indexOf('>', i);
      if (end < 0) {
        return Token.BROKEN;
      }
      at = end + 1;
      return Token.END;
    }
    return startTag(i);
  }

  private Token startTag(int from) {
    int i = from;
    List<Attribute> found = new ArrayList<>();
    while (true) {
      while (i < xml.length() && Character.isWhitespace(xml.charAt(i))) {
        i++;
      }
      if (i >= xml.length()) {
        return Token.BROKEN;
      }
      char c = xml.charAt(i);
      if (c == '>') {
        at = i + 1;
        break;
      }
      if (c == '/') {
        if (i + 1 >= xml.length() || xml.charAt(i + 1) != '>') {
          return Token.BROKEN;
        }
        endPending = true;
        at = i + 2;
        break;
      }
      int equals = i;
      while (equals < xml.length() && !isNameEnd(xml.charAt(equals)) && xml.charAt(equals) != '=') {
        equals++;
      }
      String attributeName = xml.substring(i, equals);
      while (equals < xml.length() && Character.isWhitespace(xml.charAt(equals))) {
        equals++;
      }
      int quote = equals + 1;
      while (quote < xml.length() && Character.isWhitespace(xml.charAt(quote))) {
        quote++;
      }
      if (attributeName.isEmpty()
          || quote >= xml.length()
          || xml.charAt(equals) != '='
          || (xml.charAt(quote) != '"' && xml.charAt(quote) != '\'')) {
        return Token.BROKEN;
      }
      int end = xml.indexOf(xml.charAt(quote), quote + 1);
      if (end < 0) {
        return Token.BROKEN;
      }
      found.add(new Attribute(attributeName, resolved(xml.substring(quote + 1, end))));
      i = end + 1;
    }
    attributes = found;
    return Token.START;
  }

  private static boolean isNameEnd(char c) {
    return c == '>' || c == '/' || c == '<' || Character.isWhitespace(c);
  }

  private static String resolved(String raw) {
    int ampersand = raw.indexOf('&');
    if (ampersand < 0) {
      return clean(raw);
    }
    StringBuilder out = new StringBuilder(raw.length());
    int from = 0;
    while (ampersand >= 0) {
      out.append(raw, from, ampersand);
      int end = raw.indexOf(';', ampersand);
      String replacement =
          end < 0 || end - ampersand > 10 ? null : entity(raw.substring(ampersand + 1, end));
      if (replacement == null) {
        out.append('&');
        from = ampersand + 1;
      } else {
        out.append(replacement);
        from = end + 1;
      }
      ampersand = raw.indexOf('&', from);
    }
    out.append(raw, from, raw.length());
    return clean(out.toString());
  }

  private static String entity(String entityName) {
    return switch (entityName) {
      case "lt" -> "<";
      case "gt" -> ">";
      case "amp" -> "&";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> characterReference(entityName);
    };
  }

  private static String characterReference(String reference) {
    if (reference.length() < 2 || reference.charAt(0) != '#') {
      return null;
    }
    boolean hexadecimal = reference.charAt(1) == 'x' || reference.charAt(1) == 'X';
    try {
      int code =
          hexadecimal
              ? Integer.parseInt(reference.substring(2), 16)
              : Integer.parseInt(reference.substring(1));
      return Character.isValidCodePoint(code) ? Character.toString(code) : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  private static String clean(String value) {
    return value.replace('\0', '\uFFFD');
  }
}
