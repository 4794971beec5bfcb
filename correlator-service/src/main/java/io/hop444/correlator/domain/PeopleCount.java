/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

/**
 * How many different people there were: exact up to a bound, beyond it estimated by a HyperLogLog
 * of 2048 registers, whose standard error is 1.04 / sqrt(2048) = 2.3 %. Takes hashes of 64 well
 * spread bits.
 */
final class PeopleCount {

  private static final int INDEX_BITS = 11;
  private static final int REGISTERS = 1 << INDEX_BITS;

  /** Corrects the harmonic mean for this number of registers (Flajolet et al., 2007). */
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

  private final int bound;
  private LongSet exact;

  /** Null while the count is exact. */
  private byte[] registers;

  PeopleCount(int bound) {
    this(bound, new LongSet(bound), null);
  }

  private PeopleCount(int bound, LongSet exact, byte[] registers) {
    this.bound = bound;
    this.exact = exact;
    this.registers = registers;
  }

  /**
   * Of the account without its domain: logs name a person as {@code CONTOSO\\anna} and as {@code
   * anna@contoso.test}. Where names are pseudonyms, both have become the same one.
   */
  static long hashOf(String user) {
    String account = user.substring(user.lastIndexOf('\\') + 1);
    int at = account.indexOf('@');
    return Hash64.of(at > 0 ? account.substring(0, at) : account);
  }

  void add(long hash) {
    if (registers != null) {
      note(hash);
      return;
    }
    exact.add(hash);
    if (exact.overflowed()) {
      registers = new byte[REGISTERS];
      exact.forEach(this::note);
      note(hash);
      exact = new LongSet(bound);
    }
  }

  private void note(long hash) {
    int register = (int) (hash >>> (Long.SIZE - INDEX_BITS));
    long rest = (hash << INDEX_BITS) | (1L << (INDEX_BITS - 1));
    byte rank = (byte) (Long.numberOfLeadingZeros(rest) + 1);
    if (rank > registers[register]) {
      registers[register] = rank;
    }
  }

  boolean isExact() {
    return registers == null;
  }

  int size() {
    if (registers == null) {
      return exact.size();
    }
    double sum = 0;
    for (byte register : registers) {
      sum += Math.scalb(1.0, -register);
    }
    return (int) Math.max(bound + 1L, Math.round(ALPHA * REGISTERS * REGISTERS / sum));
  }

  void writeTo(StateWriter out) {
    exact.writeTo(out);
    out.flag(registers != null);
    if (registers != null) {
      for (byte register : registers) {
        out.number(register);
      }
    }
  }

  static PeopleCount readFrom(StateReader in, int bound) {
    LongSet exact = LongSet.readFrom(in, bound);
    byte[] registers = null;
    if (in.flag()) {
      registers = new byte[REGISTERS];
      for (int i = 0; i < REGISTERS; i++) {
        registers[i] = (byte) in.number();
      }
    }
    return new PeopleCount(bound, exact, registers);
  }
}
