/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.Topic;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.ProxiedRequest;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** Records that come by the hundred thousand a second: rows of logs. */
public enum RowType {
  /** Row of a front end's IIS log. */
  CLIENT_REQUEST(ClientRequest.class, ClientRequest::new),
  /** Row of the back-end site's IIS log. */
  BACK_END_REQUEST(BackEndRequest.class, BackEndRequest::new),
  /** Row of an HttpProxy log. */
  PROXIED_REQUEST(ProxiedRequest.class, ProxiedRequest::new);

  private final Class<? extends SpecificRecord> type;
  private final Supplier<SpecificRecord> empty;
  private final Topic topic;
  private final int[] keyFields;

  RowType(Class<? extends SpecificRecord> type, Supplier<SpecificRecord> empty) {
    this.type = type;
    this.empty = empty;
    this.topic =
        Arrays.stream(Topic.values())
            .filter(each -> each.recordTypes().contains(type))
            .findFirst()
            .orElseThrow();
    this.keyFields =
        RecordRoute.keyFields(type).stream()
            .mapToInt(name -> empty.get().getSchema().getField(name).pos())
            .toArray();
  }

  /** Type of the record. */
  Class<? extends SpecificRecord> type() {
    return type;
  }

  /** A record without values. */
  SpecificRecord newRecord() {
    return empty.get();
  }

  /** Where it is written. */
  Topic topic() {
    return topic;
  }

  /** Place among the keys of this field; -1 when it is none. */
  int keyRank(int field) {
    for (int i = 0; i < keyFields.length; i++) {
      if (keyFields[i] == field) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the key is the server whose log it is. */
  boolean isKeyedByServer() {
    return keyFields.length == 0;
  }
}
