/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells browsers by an ETag of its content whether a file of the page is the one they have. The
 * time of a file says nothing: builds that can be repeated give all files the same. Thread-safe.
 */
@ApplicationScoped
class PageFiles {

  /** After the filter that knows the callers. */
  private static final int BEFORE_THE_FILES = 900;

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String INDEX = "/index.html";
  private static final int ENOUGH_HEX_DIGITS = 32;

  private final Map<String, String> tags = new ConcurrentHashMap<>();

  void register(@Observes Filters filters) {
    filters.register(this::answer, BEFORE_THE_FILES);
  }

  private void answer(RoutingContext context) {
    String path = context.normalizedPath();
    if (!READING.contains(context.request().method()) || !isOfThePage(path)) {
      context.next();
      return;
    }
    Optional<String> tag = tag(path.equals("/") ? INDEX : path);
    if (tag.isEmpty()) {
      context.next();
      return;
    }
    context.response().putHeader("ETag", tag.get()).putHeader("Vary", "Accept-Encoding");
    if (EntityTags.knows(context.request().getHeader("If-None-Match"), tag.get())) {
      context.response().putHeader("Cache-Control", "no-cache").setStatusCode(304).end();
      return;
    }
    // The tag decides: a date of the same second must not say that nothing changed.
    context.request().headers().remove("If-Modified-Since");
    context.next();
  }

  private static boolean isOfThePage(String path) {
    return path.equals("/") || path.equals(INDEX) || path.startsWith("/page/");
  }

  /** Weak, because the same content may be sent compressed or not; empty for what is no file. */
  private Optional<String> tag(String path) {
    String known = tags.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    try (InputStream file =
        Thread.currentThread()
            .getContextClassLoader()
            .getResourceAsStream("META-INF/resources" + path)) {
      if (file == null || path.endsWith("/")) {
        return Optional.empty();
      }
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
      String tag = "W/\"" + HexFormat.of().formatHex(hash).substring(0, ENOUGH_HEX_DIGITS) + "\"";
      tags.put(path, tag);
      return Optional.of(tag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
