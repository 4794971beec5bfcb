/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

/**
 * What came of trying one thing.
 *
 * @param service whose setting it is
 * @param key of the setting
 * @param place where the setting stands
 * @param what was found, a sentence
 * @param remedy what to do; empty when all is well
 */
record Check(Level level, String service, String key, Place place, String what, String remedy) {

  /** How it went. */
  enum Level {
    OK,
    /** The service works, but not as it should or not for long. */
    WARNING,
    /** The service does not start, or does not do its work. */
    ERROR;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Where a setting stands.
   *
   * @param source a file or the environment
   * @param line from 1; 0 when there are none
   */
  record Place(String source, int line) {

    static final Place DEFAULT = new Place("default", 0);

    @Override
    public String toString() {
      return line == 0 ? source : source + ":" + line;
    }
  }

  /** One line for people. */
  String text() {
    return String.format("%-8s%-11s%s (%s): %s", level.word(), service, key, place, what)
        + (remedy.isEmpty() ? "" : " " + remedy);
  }
}
