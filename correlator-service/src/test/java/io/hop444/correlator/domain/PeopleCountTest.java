/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PeopleCountTest {

  private final PeopleCount people = new PeopleCount(10_000);

  @Test
  void shouldCountExactlyUpToTheBound() {
    meet(10_000);
    meet(10_000);

    assertThat(people.isExact()).isTrue();
    assertThat(people.size()).isEqualTo(10_000);
  }

  @Test
  void shouldEstimateBeyondTheBound() {
    for (int met : new int[] {12_000, 50_000, 300_000}) {
      meet(met);
      meet(met / 2);

      assertThat(people.isExact()).isFalse();
      assertThat((double) people.size()).isCloseTo(met, within(0.07 * met));
    }
  }

  @Test
  void shouldCountAPersonOnceHoweverTheNameIsWritten() {
    for (String name :
        new String[] {
          "CONTOSO\\anna", "contoso.test\\ANNA", "anna@contoso.test", "Anna", "CONTOSO\\bo"
        }) {
      people.add(PeopleCount.hashOf(name));
    }

    assertThat(people.size()).isEqualTo(2);
  }

  @Test
  void shouldGoOnAfterItWasStored() {
    meet(20_000);
    StateTape tape = new StateTape();

    people.writeTo(tape);
    PeopleCount stored = PeopleCount.readFrom(tape, 10_000);

    assertThat(stored.size()).isEqualTo(people.size());
    assertThat(stored.isExact()).isFalse();
  }

  @Test
  void shouldGoItsOwnWayFromACopy() {
    meet(20);
    StateTape tape = new StateTape();
    people.writeTo(tape);
    PeopleCount copy = PeopleCount.readFrom(tape, 10_000);

    meet(30);

    assertThat(copy.size()).isEqualTo(20);
    assertThat(people.size()).isEqualTo(30);
  }

  private void meet(int count) {
    for (int i = 0; i < count; i++) {
      people.add(Hash64.of("person " + i));
    }
  }
}
