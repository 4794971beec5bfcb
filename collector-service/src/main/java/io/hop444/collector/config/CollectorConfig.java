/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Settings of the collector. An unknown key below {@code collector} stops the start. */
@ConfigMapping(prefix = "collector")
public interface CollectorConfig {

  /** Name of this collector in every record; one name for each collector of an organisation. */
  @WithDefault("collector")
  String id();

  /** Where existing logs are read from at the very first start: beginning or end. */
  @WithDefault("beginning")
  Start start();

  /**
   * At the very first start, files that were not written for longer than this are followed from
   * their end on.
   */
  Optional<Duration> startMaxAge();

  /**
   * Site of servers without a folder in the estate; needed by probes and by events not in files.
   */
  Optional<String> site();

  /** The estate's folder. */
  Estate estate();

  /** What must survive a restart. */
  Data data();

  /** Kafka. */
  Kafka kafka();

  /** What leaves the site. */
  Redaction redaction();

  /** Proof of which collector wrote a record. */
  Seal seal();

  /** How logs are read. */
  Reading reading();

  /** Traces; off until an endpoint is set. */
  Tracing tracing();

  /** TLS probes of port 444; off until targets are set. */
  Probe probe();

  /** Windows events that shippers push; off until a token is set. */
  Push push();

  /** Windows events in Kafka topics that shippers fill; off until topics are named. */
  Topic topic();

  /** Windows events of this machine, polled with wevtutil; off until channels are named. */
  Wevtutil wevtutil();

  /** Where existing logs are read from. */
  enum Start {
    /** From their beginning. */
    BEGINNING,
    /** From their end: only what is written from now on. Inventories are read in any case. */
    END
  }

  /** The estate's folder. */
  interface Estate {

    /** Folder with a folder for each site, below it one for each server. */
    Path directory();
  }

  /** What must survive a restart. */
  interface Data {

    /** Folder for checkpoints and the redaction key. */
    @WithDefault("data/collector")
    Path directory();
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

  /** What leaves the site. */
  interface Redaction {

    /** Whether names of people and addresses of clients are replaced by keyed pseudonyms. */
    @WithDefault("true")
    boolean enabled();
  }

  /** Proof of which collector wrote a record. */
  interface Seal {

    /** File NAME.key with the collector's keys; records are not sealed without. */
    Optional<Path> keyFile();
  }

  /** Traces. */
  interface Tracing {

    /** Address of a receiver of OTLP by HTTP, http://host:4318; nothing is traced without. */
    Optional<String> endpoint();

    /** Share of the records that are traced beside failures, from 0 to 1. */
    @WithDefault("0.0001")
    double ratio();

    /** Rows of failures on the second hop that are traced in a second. */
    @WithDefault("10")
    int failuresPerSecond();
  }

  /** How logs are read. */
  interface Reading {

    /** Time between two looks at the open files. */
    @WithDefault("100ms")
    Duration pollEvery();

    /** Least time between two listings of the estate's folder. */
    @WithDefault("1s")
    Duration listEvery();

    /** Longest line, event or inventory in bytes; a longer one becomes a dead letter. */
    @WithDefault("1048576")
    int maxLineBytes();

    /** Dead letters of one file; further unreadable lines are counted only. */
    @WithDefault("1000")
    int maxDeadLetters();

    /**
     * Most bytes of records a second, before compression, for a site on a thin link; unbounded when
     * missing.
     */
    OptionalLong maxBytesPerSecond();

    /** Accounts that are no person's, as DOMAIN\\name, name@domain or name. */
    Optional<List<String>> serviceAccounts();

    /**
     * NAME=ZONE of each site or server whose shipper writes local times without a zone, such as
     * DUB=Europe/Dublin.
     */
    Optional<List<String>> zones();
  }

  /** TLS probes of port 444. */
  interface Probe {

    /** host or host:port of each back end, as front ends ask for it; the port is 444 otherwise. */
    Optional<List<String>> targets();

    /** Time between two probes of one target. */
    @WithDefault("5m")
    Duration every();

    /** Most probes in a minute, of all targets together. */
    @WithDefault("60")
    int maxPerMinute();

    /** Longest wait for a connection, and for a handshake. */
    @WithDefault("10s")
    Duration timeout();

    /** PEM file or key store of what front ends trust; trust is not judged without. */
    Optional<Path> trustStore();

    /** Password of that store, where it has one. */
    Optional<String> trustStorePassword();
  }

  /** Windows events that shippers push. */
  interface Push {

    /** The token that shippers present; set it by environment or use the file. */
    Optional<String> token();

    /** File with one token a line; read again when it changes. */
    Optional<Path> tokenFile();

    /** Address to listen on; TLS is required unless it is a loopback address. */
    @WithDefault("127.0.0.1")
    String host();

    /** Port to listen on. */
    @WithDefault("8447")
    int port();

    /** PEM file with the certificate and its chain. */
    Optional<Path> certificateFile();

    /** PEM file with the private key of the certificate. */
    Optional<Path> keyFile();

    /** Largest body, also after decompression. */
    @WithDefault("4194304")
    int maxBodyBytes();
  }

  /** Windows events in Kafka topics that shippers fill. */
  interface Topic {

    /** The topics. */
    Optional<List<String>> names();

    /** Consumer group; collectors of one group share the topics. */
    @WithDefault("hop444-collector")
    String groupId();

    /** Brokers of the topics where they are others than collector.kafka's. */
    Optional<String> bootstrapServers();

    /** Further settings of the consumer; those of collector.kafka hold for the same brokers. */
    Map<String, String> properties();
  }

  /** Windows events of this machine, polled with wevtutil. */
  interface Wevtutil {

    /** The channels to read. */
    Optional<List<String>> channels();

    /** The program. */
    @WithDefault("wevtutil")
    String command();

    /** Pause between two looks. */
    @WithDefault("5s")
    Duration every();

    /** Name of this machine where its own is not to be used. */
    Optional<String> server();
  }
}
