/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

/**
 * Replaces what would tell a person by a pseudonym, before a record leaves the site. The same
 * person has the same pseudonym in every log, whatever the site.
 *
 * <p>Implementations are safe for use by many threads.
 */
public interface Redaction {

  /** Everything stays in the clear: for replay on the operator's own machine. */
  Redaction OFF = new Off();

  /** Whether anything is replaced; false lets a parser save the work. */
  boolean on();

  /** The pseudonym of a person, whatever way the name is written; null stays null. */
  String user(String name);

  /** The pseudonym of a client's address; null and the server's own addresses stay. */
  String address(String address);

  /** What is searched for this name of a person, in UTF-8, and what takes its place. */
  Word nameWord(byte[] bytes, int from, int to);

  /** What is searched for this client's address, and what takes its place. */
  Word addressWord(byte[] bytes, int from, int to);

  /** No redaction. */
  final class Off implements Redaction {

    private Off() {}

    @Override
    public boolean on() {
      return false;
    }

    @Override
    public String user(String name) {
      return name;
    }

    @Override
    public String address(String address) {
      return address;
    }

    @Override
    public Word nameWord(byte[] bytes, int from, int to) {
      return Word.NONE;
    }

    @Override
    public Word addressWord(byte[] bytes, int from, int to) {
      return Word.NONE;
    }
  }
}
