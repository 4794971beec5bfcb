/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names of people and addresses of clients that stand in the logs.
 *
 * @param names without their domain, in lower case
 */
record PersonalData(Set<String> names, Set<String> addresses) {

  /** Accounts of Exchange's own probes are no people's. */
  private static final Pattern PERSON = Pattern.compile("[^\\\\]+\\\\([a-z]+\\.[a-z]+\\d*)");

  /** Where the people of the simulated estate sit; its servers are in 10.0.0.0/8. */
  private static final String CLIENTS = "172.";

  static PersonalData of(List<ProxyRows.Row> rows) {
    Set<String> names = new TreeSet<>();
    Set<String> addresses = new TreeSet<>();
    for (ProxyRows.Row row : rows) {
      var person = PERSON.matcher(row.user().toLowerCase(Locale.ROOT));
      if (person.matches()) {
        names.add(person.group(1));
      }
      if (row.client().startsWith(CLIENTS)) {
        addresses.add(row.client());
      }
    }
    return new PersonalData(names, addresses);
  }

  /** Looks for all pieces at once, whatever stands around them; used by one thread. */
  Search search() {
    Map<Integer, List<byte[]>> byHead = new HashMap<>();
    for (Set<String> pieces : List.of(names, addresses)) {
      for (String piece : pieces) {
        byte[] bytes = piece.getBytes(StandardCharsets.US_ASCII);
        byHead.computeIfAbsent(head(bytes, 0), head -> new ArrayList<>()).add(bytes);
      }
    }
    return new Search(byHead);
  }

  private static int head(byte[] bytes, int at) {
    return lower(bytes[at]) << 24
        | lower(bytes[at + 1]) << 16
        | lower(bytes[at + 2]) << 8
        | lower(bytes[at + 3]);
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b & 0xff;
  }

  /** Finds pieces by their first four bytes. */
  record Search(Map<Integer, List<byte[]>> byHead) {

    /** The first piece, with what stands around it. */
    Optional<String> firstIn(byte[] bytes) {
      for (int at = 0; at + 4 <= bytes.length; at++) {
        for (byte[] piece : byHead.getOrDefault(head(bytes, at), List.of())) {
          if (stands(piece, bytes, at)) {
            int from = Math.max(0, at - 60);
            int length = Math.min(bytes.length - from, 160);
            return Optional.of(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
          }
        }
      }
      return Optional.empty();
    }

    private static boolean stands(byte[] piece, byte[] bytes, int at) {
      if (at + piece.length > bytes.length) {
        return false;
      }
      for (int i = 0; i < piece.length; i++) {
        if (lower(bytes[at + i]) != piece[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
