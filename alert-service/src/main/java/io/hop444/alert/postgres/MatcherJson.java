/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.routing.Matcher;
import io.hop444.alert.routing.NamePattern;
import java.util.List;
import java.util.Set;

/** A matcher as it stands in a column and in the API; what is missing matches everything. */
public record MatcherJson(
    List<String> site,
    List<String> server,
    Set<Cause> cause,
    Set<Severity> severity,
    Set<FindingKind> finding) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The JSON of {@code matcher}. */
  public static MatcherJson of(Matcher matcher) {
    return new MatcherJson(
        matcher.sites().stream().map(NamePattern::text).toList(),
        matcher.servers().stream().map(NamePattern::text).toList(),
        matcher.causes(),
        matcher.severities(),
        matcher.findings());
  }

  /**
   * @throws IllegalArgumentException when a name is empty or too long
   */
  public Matcher matcher() {
    return new Matcher(
        site == null ? List.of() : site.stream().map(NamePattern::new).toList(),
        server == null ? List.of() : server.stream().map(NamePattern::new).toList(),
        cause == null ? Set.of() : cause,
        severity == null ? Set.of() : severity,
        finding == null ? Set.of() : finding);
  }

  static String write(Matcher matcher) {
    try {
      return MAPPER.writeValueAsString(of(matcher));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts can always be written", e);
    }
  }

  static Matcher read(String text) {
    try {
      return MAPPER.readValue(text, MatcherJson.class).matcher();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a jsonb column holds what this class did not write", e);
    }
  }
}
