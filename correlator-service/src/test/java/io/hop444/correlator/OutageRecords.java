/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.RecordTime;
import io.hop444.schemas.TopicCreator;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.HostEvent;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The records of an estate whose servers lose the binding of port 444 from time to time: a row of
 * every log each second. Rows of failed handshakes are constructed: no captured one is public.
 */
final class OutageRecords {

  /** Longer than the window in which an incident is opened again. */
  private static final int CYCLE = 1_800;

  private static final int BROKEN_FROM = 300;
  private static final int BROKEN_UNTIL = 420;

  private final Instant start;
  private final List<String> servers;

  OutageRecords(Instant start, List<String> servers) {
    this.start = start;
    this.servers = servers;
  }

  /** In order of event time; servers break one after another, a minute apart. */
  List<SpecificRecord> of(int seconds) {
    List<SpecificRecord> records = new ArrayList<>();
    for (int server = 0; server < servers.size(); server++) {
      for (int second = 0; second < seconds; second++) {
        add(records, servers.get(server), second, (second + 60 * server) % CYCLE);
      }
    }
    records.sort(Comparator.comparing(RecordTime::of));
    return records;
  }

  /** Makes the topics where they are missing. */
  static void createTopics(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicCreator(admin, Map.of(), (short) 1).createMissing();
    }
  }

  /** Returns once all are acknowledged. */
  static void send(String bootstrapServers, List<SpecificRecord> records) {
    try (KafkaProducer<String, SpecificRecord> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringSerializer(),
            new RecordSerde())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (SpecificRecord record : records) {
        RecordRoute route = RecordRoute.of(record);
        sent.add(
            producer.send(new ProducerRecord<>(route.topic().topicName(), route.key(), record)));
      }
      sent.forEach(answer -> assertThat(answer).succeedsWithin(Duration.ofSeconds(60)));
    }
  }

  private void add(List<SpecificRecord> records, String server, int second, int inCycle) {
    boolean broken = inCycle >= BROKEN_FROM && inCycle < BROKEN_UNTIL;
    if (inCycle == BROKEN_FROM || inCycle == BROKEN_UNTIL) {
      records.add(settings(server, second, broken ? 15300 : 15301));
    }
    records.add(proxied(server, second, broken));
    records.add(client(server, second, broken ? 503 : 200));
    if (!broken) {
      records.add(backEnd(server, second));
    }
  }

  private HostEvent settings(String server, int second, int event) {
    return HostEvent.newBuilder()
        .setPosition(
            new Position("DUB", server, "c", "DUB/" + server + "/events/System.xml", (long) second))
        .setAt(start.plusSeconds(second))
        .setProvider("Microsoft-Windows-HttpEvent")
        .setEventId(event)
        .setEndpoint("0.0.0.0:444")
        .setData(Map.of())
        .setText("<Event>")
        .build();
  }

  private ProxiedRequest proxied(String server, int second, boolean broken) {
    String frontEnd = "cas0" + (1 + second % 2);
    return ProxiedRequest.newBuilder()
        .setPosition(
            new Position(
                "DUB",
                frontEnd,
                "c",
                "DUB/" + frontEnd + "/HttpProxy/Owa/" + server + ".LOG",
                second * 100L))
        .setEndedAt(start.plusSeconds(second).plusMillis(100))
        .setProtocol("Owa")
        .setFrontEnd(frontEnd)
        .setBackEnd(server)
        .setHttpStatus(broken ? 503 : 200)
        .setBackEndStatus(broken ? "SendFailure" : "200")
        .setRequester(Requester.PERSON)
        .setUser("u-" + second % 50)
        .setRequestId(id(server, second))
        .setText("row " + second)
        .build();
  }

  private ClientRequest client(String server, int second, int status) {
    return ClientRequest.newBuilder()
        .setPosition(
            new Position("DUB", "cas01", "c", "DUB/cas01/W3SVC1/" + server + ".log", second * 100L))
        .setEndedAt(start.plusSeconds(second).plusMillis(150))
        .setRequestId(id(server, second))
        .setStatus(status)
        .setSubStatus(0)
        .setWin32Status(0)
        .setTimeTakenMillis(5)
        .setRequester(Requester.PERSON)
        .setText("row of hop 1")
        .build();
  }

  private BackEndRequest backEnd(String server, int second) {
    return BackEndRequest.newBuilder()
        .setPosition(
            new Position("DUB", server, "c", "DUB/" + server + "/W3SVC2/x.log", second * 100L))
        .setEndedAt(start.plusSeconds(second).plusMillis(50))
        .setRequestId(id(server, second))
        .setStatus(200)
        .setSubStatus(0)
        .setWin32Status(0)
        .setTimeTakenMillis(5)
        .setRequester(Requester.PERSON)
        .setText("row of hop 3")
        .build();
  }

  private static String id(String server, int second) {
    return server + "-" + second;
  }
}
