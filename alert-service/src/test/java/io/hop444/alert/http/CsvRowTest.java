/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowTest {

  @Test
  void shouldQuoteWhatWouldEndACell() {
    assertThat(CsvRow.of(List.of("a,b", "say \"so\"", "two\nlines", "plain", "")))
        .isEqualTo("\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",plain,\r\n");
  }

  @Test
  void shouldTakeTheForceFromFormulas() {
    for (String formula :
        List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\")")) {
      assertThat(CsvRow.of(List.of(formula))).as(formula).startsWith("\"'");
    }
  }
}
