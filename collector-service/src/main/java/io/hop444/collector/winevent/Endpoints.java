/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import java.util.Map;

/** Finds the endpoint ({@code 0.0.0.0:444}) that an event of HTTP.sys or of IIS is about. */
final class Endpoints {

  private Endpoints() {}

  /** The endpoint; null when the event names none. */
  static String of(Map<String, String> data, String message) {
    for (String name : new String[] {"Endpoint", "Address", "UrlPrefix", "Url", "2", "1"}) {
      String found = firstIn(data.get(name));
      if (found != null) {
        return found;
      }
    }
    for (String value : data.values()) {
      String found = value.startsWith("http") ? firstIn(value) : null;
      if (found != null) {
        return found;
      }
    }
    return firstIn(message);
  }

  /** The first word that ends in a colon and a port, a URL cut to its host and port. */
  static String firstIn(String text) {
    if (text == null) {
      return null;
    }
    int at = 0;
    while (at < text.length()) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      int end = at;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      String endpoint = endpoint(text.substring(at, end));
      if (endpoint != null) {
        return endpoint;
      }
      at = end;
    }
    return null;
  }

  private static String endpoint(String word) {
    int start = 0;
    int scheme = word.indexOf("://");
    if (scheme >= 0) {
      start = scheme + 3;
    }
    while (start < word.length() && "'\"(".indexOf(word.charAt(start)) >= 0) {
      start++;
    }
    int slash = word.indexOf('/', start);
    int end = slash < 0 ? word.length() : slash;
    int colon = end;
    while (true) {
      colon = word.lastIndexOf(':', colon - 1);
      if (colon <= start) {
        return null;
      }
      int digits = colon + 1;
      while (digits < end && digits - colon <= 6 && isDigit(word.charAt(digits))) {
        digits++;
      }
      int count = digits - colon - 1;
      if (count >= 1 && count <= 5 && (digits == end || word.charAt(digits) != ':')) {
        return word.substring(start, digits);
      }
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
