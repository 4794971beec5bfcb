/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings of the correlator. An unknown key below {@code correlator} stops the start. */
@ConfigMapping(prefix = "correlator")
public interface CorrelatorConfig {

  /** Kafka. */
  Kafka kafka();

  /** Folder for local state; it may be lost, Kafka has all of it. */
  @WithDefault("data/correlator")
  Path dataDirectory();

  /** Name of the group of correlators that share the work; also the prefix of their topics. */
  @WithDefault("hop444-correlator")
  String applicationId();

  /** Copies of the state that other instances keep ready to take over. */
  @WithDefault("0")
  int standbyReplicas();

  /** Threads that judge; 0 is one for each processor. More than 24 find no work. */
  @WithDefault("0")
  int threads();

  /** Which collector may write which site. */
  Seals seals();

  /** Traces; off until an endpoint is set. */
  Tracing tracing();

  /** How often positions and states are committed; what is concluded is committed at once. */
  @WithDefault("1s")
  Duration commitInterval();

  /** Which collector may write which site. */
  interface Seals {

    /** Folder of the collectors' files NAME.key; records need no seal without. */
    Optional<Path> directory();
  }

  /** Traces. */
  interface Tracing {

    /** Address of a receiver of OTLP by HTTP, http://host:4318; nothing is traced without. */
    Optional<String> endpoint();
  }

  /** Kafka. */
  interface Kafka {

    /** host:port of one or more brokers, separated by commas. */
    @WithDefault("127.0.0.1:9092")
    String bootstrapServers();

    /** Replication of topics this service creates; -1 is the broker's default. */
    @WithDefault("-1")
    short replicationFactor();

    /** Further settings of Kafka's clients, such as security.protocol. */
    Map<String, String> properties();
  }
}
