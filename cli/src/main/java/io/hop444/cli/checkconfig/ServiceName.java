/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.alert.config.AlertConfig;
import io.hop444.collector.config.CollectorConfig;
import io.hop444.correlator.config.CorrelatorConfig;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** The services, with the mapping of their settings. */
enum ServiceName {
  COLLECTOR(CollectorConfig.class),
  CORRELATOR(CorrelatorConfig.class),
  ALERT(AlertConfig.class);

  private final Class<?> mapping;

  ServiceName(Class<?> mapping) {
    this.mapping = mapping;
  }

  /** Class of its settings. */
  Class<?> mapping() {
    return mapping;
  }

  /** As folders and keys are called. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that is called so. */
  static ServiceName called(String word) {
    return Stream.of(values())
        .filter(service -> service.word().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + word + "' is no service; there are collector, correlator and alert"));
  }

  @Override
  public String toString() {
    return word();
  }
}
