/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Gives every answer to a question an ETag of its content, and answers 304 to who has it already.
 * Lists have weak tags, because the same content may be sent compressed or not; a thing that can be
 * changed has one that {@link IfMatch} takes.
 */
@Singleton
public class EntityTags {

  /** What an answer shows can be changed, and its revision grows with every change. */
  interface Revised {
    long revision();
  }

  private static final int ENOUGH_HEX_DIGITS = 32;

  private final ObjectMapper mapper;

  @Inject
  EntityTags(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @ServerResponseFilter
  public void tag(ContainerRequestContext request, ContainerResponseContext response)
      throws JsonProcessingException {
    Object entity = response.getEntity();
    boolean question = "GET".equals(request.getMethod());
    if (response.getStatus() != 200
        || entity == null
        || entity instanceof StreamingOutput
        || !(question || entity instanceof Revised)) {
      return;
    }
    String json = entity instanceof String text ? text : mapper.writeValueAsString(entity);
    String hash = hash(json);
    String tag =
        entity instanceof Revised revised
            ? IfMatch.tag(revised.revision(), hash)
            : "W/\"" + hash + '"';
    response.getHeaders().putSingle("ETag", tag);
    if (question && knows(request.getHeaderString("If-None-Match"), tag)) {
      response.setStatus(304);
      response.setEntity(null);
    } else {
      response.setEntity(json);
    }
  }

  private static String hash(String content) {
    return Sha256.hex(content.getBytes(StandardCharsets.UTF_8)).substring(0, ENOUGH_HEX_DIGITS);
  }

  /** Whether the header If-None-Match names {@code tag} (RFC 9110, 13.1.2: weak comparison). */
  static boolean knows(String header, String tag) {
    if (header == null) {
      return false;
    }
    for (String each : header.split(",", -1)) {
      String known = each.strip();
      if (known.equals("*") || opaque(known).equals(opaque(tag))) {
        return true;
      }
    }
    return false;
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
