/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import io.hop444.wire.BackEndRequest;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.Finding;
import io.hop444.wire.Gap;
import io.hop444.wire.HostEvent;
import io.hop444.wire.HttpError;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.ReadProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Where a record goes: its topic and its key. Every writer asks here, so that all evidence on a
 * back end has the same key wherever it was collected.
 *
 * @param topic it is written to
 * @param key null where the topic's records need none
 */
public record RecordRoute(Topic topic, String key) {

  /** Schannel: the certificate of the remote server does not carry the expected name. */
  private static final int WRONG_NAME_EVENT = 36884;

  private static final Map<Class<?>, Topic> TOPICS = new HashMap<>();
  private static final Map<Class<?>, Function<SpecificRecord, String>> KEYS = new HashMap<>();

  /** Fields of rows, the first of which that is set is the key. */
  private static final Map<Class<?>, List<String>> KEY_FIELDS =
      Map.of(
          ProxiedRequest.class, List.of("backEnd", "frontEnd"),
          ClientRequest.class, List.of("requestId"));

  static {
    for (Topic topic : Topic.values()) {
      topic.recordTypes().forEach(type -> TOPICS.put(type, topic));
    }
    KEY_FIELDS.forEach((type, fields) -> KEYS.put(type, row -> firstOf(fields, row)));
    key(BackEndRequest.class, r -> r.getPosition().getServer());
    key(HttpError.class, r -> r.getPosition().getServer());
    key(HostEvent.class, RecordRoute::keyOf);
    key(BindingSnapshot.class, r -> r.getPosition().getServer());
    key(ReadProgress.class, ReadProgress::getServer);
    key(IncidentChange.class, r -> r.getIncident().getBackEnd());
    key(Finding.class, Finding::getServer);
    key(Gap.class, Gap::getServer);
    key(DeadLetter.class, DeadLetter::getSource);
  }

  private static <T extends SpecificRecord> void key(Class<T> type, Function<T, String> of) {
    KEYS.put(type, value -> of.apply(type.cast(value)));
  }

  /**
   * The route of a record.
   *
   * @throws IllegalArgumentException when its type is the value of no topic
   */
  public static RecordRoute of(SpecificRecord value) {
    Topic topic = TOPICS.get(value.getClass());
    if (topic == null) {
      throw new IllegalArgumentException(value.getClass() + " is not the value of any topic");
    }
    return new RecordRoute(topic, KEYS.get(value.getClass()).apply(value));
  }

  /**
   * Names of the fields of a row's type, the first of which that is set is the key. Empty where the
   * key is the server whose log it is.
   */
  public static List<String> keyFields(Class<? extends SpecificRecord> rowType) {
    return KEY_FIELDS.getOrDefault(rowType, List.of());
  }

  private static String firstOf(List<String> fields, SpecificRecord row) {
    for (String field : fields) {
      Object value = row.get(row.getSchema().getField(field).pos());
      if (value != null) {
        return value.toString();
      }
    }
    return null;
  }

  private static String keyOf(HostEvent event) {
    String server = event.getPosition().getServer();
    if (event.getEventId() != WRONG_NAME_EVENT || !event.getProvider().equals("Schannel")) {
      return server;
    }
    String expected = event.getData().getOrDefault("Name", event.getData().get("1"));
    return expected == null || expected.isBlank() ? server : netBiosName(expected);
  }

  private static String netBiosName(String host) {
    int dot = host.indexOf('.');
    return (dot < 0 ? host : host.substring(0, dot)).trim().toLowerCase(Locale.ROOT);
  }
}
