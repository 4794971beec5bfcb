/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.domain.Checkpoint;
import io.hop444.wire.LogKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedFilesTest {

  private static final SavedFile DELETED = saved("DUB/CAS01/W3SVC2/u_ex.log");
  private static final SavedFile COPY = saved("DUB/CAS01/W3SVC1/u_ex.log");

  /** A file system gives the number of a deleted file to the next one that is made. */
  @Test
  void shouldStillExpectAFileWhoseIdentityAnotherOneWasGiven() {
    RememberedFiles remembered = new RememberedFiles(List.of(DELETED, COPY));

    assertThat(remembered.expected(new FileIdentity("1"))).isEqualTo(COPY);
    assertThat(remembered.expected()).containsExactly(DELETED, COPY);
    assertThat(new RememberedFiles(List.copyOf(remembered.all())).expected())
        .containsExactly(DELETED, COPY);
  }

  @Test
  void shouldExpectItNoMoreOnceItIsToldMissing() {
    RememberedFiles remembered = new RememberedFiles(List.of(DELETED, COPY));

    remembered.missed(DELETED);

    assertThat(remembered.expected()).containsExactly(COPY);
    assertThat(remembered.all()).containsExactly(COPY, DELETED.asGone());
  }

  private static SavedFile saved(String path) {
    return new SavedFile(
        "1",
        path,
        path,
        1,
        "DUB",
        "cas01",
        "W3SVC1",
        LogKind.FRONT_END_IIS.name(),
        100,
        0,
        Proof.NONE,
        Checkpoint.START,
        false);
  }
}
