/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.collector.text.Utc;
import io.hop444.wire.DeadLetterReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The fields of a JSON object; a missing or wrong one is refused by its full name. */
final class Fields {

  private static final Pattern ENDPOINT = Pattern.compile(".+:\\d{1,5}");

  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  static Fields ofDocument(JsonNode document) throws UnusableDocumentException {
    if (!document.isObject()) {
      throw new UnusableDocumentException(
          DeadLetterReason.BAD_VALUE, "the document is not a JSON object");
    }
    return new Fields(document, "");
  }

  String text(String name) throws UnusableDocumentException {
    String value = optionalText(name);
    if (value == null) {
      throw wrong(name, "a text");
    }
    return value;
  }

  /** A thumbprint; what is none must not be taken for "no certificate". */
  String thumbprint(String name) throws UnusableDocumentException {
    String value = optionalThumbprint(name);
    if (value == null) {
      throw wrong(name, "a thumbprint");
    }
    return value;
  }

  String optionalThumbprint(String name) throws UnusableDocumentException {
    String value = optionalText(name);
    if (value != null && !Thumbprints.isOne(value)) {
      throw wrong(name, "a thumbprint");
    }
    return Thumbprints.canonical(value);
  }

  /** An address or name, and a port. */
  String endpoint(String name) throws UnusableDocumentException {
    String value = text(name);
    if (!ENDPOINT.matcher(value).matches()) {
      throw wrong(name, "an endpoint like 0.0.0.0:444");
    }
    return value;
  }

  String optionalText(String name) throws UnusableDocumentException {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name, "a text");
    }
    return clean(value);
  }

  private static String clean(JsonNode text) {
    return text.asText().replace('\0', '\uFFFD');
  }

  int number(String name) throws UnusableDocumentException {
    JsonNode value = object.path(name);
    if (!value.isInt()) {
      throw wrong(name, "a whole number");
    }
    return value.asInt();
  }

  boolean flag(String name) throws UnusableDocumentException {
    Boolean value = optionalFlag(name);
    if (value == null) {
      throw wrong(name, "true or false");
    }
    return value;
  }

  Boolean optionalFlag(String name) throws UnusableDocumentException {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.asBoolean();
  }

  Instant time(String name) throws UnusableDocumentException {
    Utc.Written written = Utc.written(text(name));
    if (written == null || !written.zoned()) {
      throw wrong(name, "a time like 2026-11-20T09:55:00Z");
    }
    return Instant.ofEpochMilli(written.millisAsUtc());
  }

  List<String> texts(String name) throws UnusableDocumentException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name)) {
      if (!element.isTextual()) {
        throw wrong(name + "[" + texts.size() + "]", "a text");
      }
      texts.add(clean(element));
    }
    return texts;
  }

  List<Fields> objects(String name) throws UnusableDocumentException {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode element : array(name)) {
      String place = path + name + "[" + objects.size() + "]";
      if (!element.isObject()) {
        throw new UnusableDocumentException(
            DeadLetterReason.BAD_VALUE, place + " is not an object");
      }
      objects.add(new Fields(element, place + "."));
    }
    return objects;
  }

  private JsonNode array(String name) throws UnusableDocumentException {
    JsonNode value = object.path(name);
    if (!value.isArray()) {
      throw wrong(name, "a list");
    }
    return value;
  }

  private UnusableDocumentException wrong(String name, String expected) {
    String found = object.has(name) ? " is not " + expected : " is missing; expected " + expected;
    return new UnusableDocumentException(DeadLetterReason.BAD_VALUE, path + name + found);
  }
}
