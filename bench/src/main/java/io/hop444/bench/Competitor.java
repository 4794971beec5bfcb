/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that ships the lines of a folder of logs to Kafka. */
enum Competitor {
  /** The packaged collector as it is shipped: parses, redacts and keys every row. */
  HOP444 {
    @Override
    List<String> command(Race race) {
      return collector(race, true, "lz4");
    }
  },

  /** The collector without compression, as its peers come. */
  HOP444_UNCOMPRESSED {
    @Override
    List<String> command(Race race) {
      return collector(race, true, "none");
    }
  },

  /** The collector with the compression that packs best. */
  HOP444_ZSTD {
    @Override
    List<String> command(Race race) {
      return collector(race, true, "zstd");
    }
  },

  /** The collector with redaction switched off. */
  HOP444_IN_THE_CLEAR {
    @Override
    List<String> command(Race race) {
      return collector(race, false, "lz4");
    }
  },

  /** rsyslog, imfile to omkafka: raw lines without keys. */
  RSYSLOG {
    @Override
    List<String> command(Race race) throws IOException {
      return rsyslog(race, "none");
    }
  },

  /** rsyslog with the collector's compression. */
  RSYSLOG_LZ4 {
    @Override
    List<String> command(Race race) throws IOException {
      return rsyslog(race, "lz4");
    }
  },

  /** kcat: raw lines from standard input without keys, no checkpoints. */
  KCAT {
    @Override
    List<String> command(Race race) {
      String kcat =
          "exec kcat -P -b %s -t %s -X acks=all < <(find '%s' -type f | sort | xargs cat)"
              .formatted(race.bootstrapServers(), Race.RAW_TOPIC, race.logs());
      return List.of("bash", "-c", kcat);
    }
  };

  /** The command line; whatever files it needs are in the race's folder. */
  abstract List<String> command(Race race) throws IOException;

  boolean isCollector() {
    return name().startsWith("HOP444");
  }

  private static List<String> collector(Race race, boolean redaction, String compression) {
    List<String> command = new ArrayList<>(List.of(race.java()));
    command.addAll(List.of(System.getProperty("bench.jvm", CollectorJvm.OPTIONS).split(" ")));
    command.addAll(
        List.of(
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dcollector.estate.directory=" + race.logs(),
            "-Dcollector.data.directory=" + race.folder().resolve("data"),
            "-Dcollector.kafka.bootstrap-servers=" + race.bootstrapServers(),
            "-Dcollector.kafka.properties.compression.type=" + compression,
            "-Dcollector.redaction.enabled=" + redaction,
            "-Dquarkus.http.port=0",
            "-jar",
            race.collector().toString()));
    return command;
  }

  private static List<String> rsyslog(Race race, String compression) throws IOException {
    StringBuilder inputs = new StringBuilder();
    try (Stream<Path> files = Files.walk(race.logs())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        inputs.append(
            "input(type=\"imfile\" file=\"%s\" tag=\"t\" ruleset=\"k\")%n".formatted(file));
      }
    }
    Path work = Files.createDirectories(race.folder().resolve("rsyslog"));
    String settings =
        """
        global(workDirectory="%s" maxMessageSize="64k")
        module(load="imfile" mode="inotify")
        module(load="omkafka")
        template(name="raw" type="string" string="%%msg%%")
        ruleset(name="k" queue.type="FixedArray" queue.size="200000"
                queue.dequeueBatchSize="2048" queue.workerThreads="1") {
          action(type="omkafka" broker=["%s"] topic="%s" template="raw" partitions.auto="on"
                 confParam=["compression.codec=%s", "acks=all", "linger.ms=10",
                            "queue.buffering.max.messages=500000"])
        }
        %s\
        """
            .formatted(work, race.bootstrapServers(), Race.RAW_TOPIC, compression, inputs);
    Path file = work.resolve("rsyslog.conf");
    Files.writeString(file, settings);
    return List.of("rsyslogd", "-n", "-f", file.toString(), "-i", work.resolve("pid").toString());
  }
}
