/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import java.net.URI;
import java.util.Optional;

/** Takes spans and delivers them, or nothing at all. Thread-safe. */
public interface Tracing extends AutoCloseable {

  /** Nobody is told. */
  Tracing OFF =
      new Tracing() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public void tell(Span span) {}

        @Override
        public long sent() {
          return 0;
        }

        @Override
        public long lost() {
          return 0;
        }

        @Override
        public void close() {}
      };

  /**
   * Tells the receiver at an address.
   *
   * @param key of the setting, for a refusal
   * @param endpoint of a receiver of OTLP by HTTP; nobody is told without
   * @param service that the spans are of
   * @throws IllegalArgumentException when it is no such address, with key and remedy
   */
  static Tracing to(String key, Optional<String> endpoint, String service) {
    return endpoint.isEmpty() ? OFF : new OtlpTracing(address(key, endpoint.get()), service);
  }

  /** Whether anybody is told: what only spans need is not worth doing otherwise. */
  boolean isOn();

  /** Takes a span and returns at once; it is dropped when too many wait. */
  void tell(Span span);

  /** Spans that the receiver took since the start. */
  long sent();

  /** Spans that were dropped since the start: the receiver was away, or too many came. */
  long lost();

  /** Delivers what waits, for a moment at most. */
  @Override
  void close();

  /**
   * Where spans go: the path of OTLP is added where there is none.
   *
   * @throws IllegalArgumentException when it is no such address, with key and remedy
   */
  static URI address(String key, String endpoint) {
    URI address = URI.create("");
    try {
      address = URI.create(endpoint.strip());
    } catch (IllegalArgumentException e) {
      // Refused below, without what it says: there may be a secret in it.
    }
    if ((!"http".equals(address.getScheme()) && !"https".equals(address.getScheme()))
        || address.getHost() == null
        || address.getUserInfo() != null) {
      throw new IllegalArgumentException(
          key
              + " is no address of a receiver of OTLP over HTTP; write it as http://host:4318 (not"
              + " 4317, which is gRPC)");
    }
    return address.getPath().isEmpty() || address.getPath().equals("/")
        ? address.resolve("/v1/traces")
        : address;
  }
}
