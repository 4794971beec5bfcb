/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.hop444.alert.domain.Evidence;
import io.hop444.alert.domain.Hop;
import io.hop444.alert.domain.ServerSnapshot;
import java.util.List;

/** Columns of type jsonb. */
final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private Json() {}

  static String of(Object values) {
    try {
      return MAPPER.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of text and numbers can always be written", e);
    }
  }

  static List<Evidence> evidence(String text) {
    return read(text, new TypeReference<>() {});
  }

  static List<Hop> hops(String text) {
    return read(text, new TypeReference<>() {});
  }

  static List<ServerSnapshot.Bound> bound(String text) {
    return read(text, new TypeReference<>() {});
  }

  static PostgresSnapshots.Content snapshot(String text) {
    return value(text, new TypeReference<>() {});
  }

  private static <T> List<T> read(String text, TypeReference<List<T>> type) {
    return text == null ? List.of() : value(text, type);
  }

  private static <T> T value(String text, TypeReference<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a jsonb column holds what this class did not write", e);
    }
  }
}
