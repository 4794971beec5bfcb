/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.Locale;

/**
 * Where a record can be read again.
 *
 * @param kind of log it stands in
 * @param site folder name of the site
 * @param server NetBIOS name in lower case of the server whose log it is
 * @param file relative to the estate's folder
 * @param offset bytes from the start of the file, or the record id of a channel
 * @param time event time
 * @param text the line or event, perhaps cut
 */
public record Source(
    Kind kind, String site, String server, String file, long offset, Instant time, String text) {

  /** Kinds of logs. */
  public enum Kind {
    HTTP_PROXY,
    FRONT_END_IIS,
    BACK_END_IIS,
    HTTP_ERR,
    WINDOWS_EVENT,
    BINDING_SNAPSHOT
  }

  /** The same place with at most {@code length} characters of text. */
  Source cutTo(int length) {
    return text.length() <= length
        ? this
        : new Source(kind, site, server, file, offset, time, text.substring(0, length));
  }

  /** False where a file of another server's folder tells of this one, as of forwarded events. */
  boolean isOfOwnFolder() {
    int folder = site.length() + 1;
    int end = file.indexOf('/', folder);
    if (!file.startsWith(site + "/") || end < 0) {
      return true;
    }
    String name = file.substring(folder, end).toLowerCase(Locale.ROOT);
    return name.equals(server) || name.startsWith(server + ".");
  }

  /** Names the place for ever; equal for a record that arrives twice. */
  long fingerprint() {
    long hash = 1125899906842597L;
    for (int i = 0; i < file.length(); i++) {
      hash = 31 * hash + file.charAt(i);
    }
    return Hash64.mix(31 * hash + offset);
  }

  void writeTo(StateWriter out) {
    out.constant(kind);
    out.text(site);
    out.text(server);
    out.text(file);
    out.number(offset);
    out.time(time);
    out.text(text);
  }

  static Source readFrom(StateReader in) {
    return new Source(
        in.constant(Kind.class),
        in.text(),
        in.text(),
        in.text(),
        in.number(),
        in.time(),
        in.text());
  }
}
