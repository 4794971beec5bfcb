/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the claims of a token whose signature holds allow. Nothing by default: without a role or a
 * site that is configured nobody sees anything.
 */
record ClaimMapping(AlertConfig.Oidc settings) {

  /** The highest role whose values the claim has; empty without any. */
  Optional<Role> role(JsonObject claims) {
    Set<String> has = values(claims, settings.roleClaim());
    if (has.stream().anyMatch(settings.adminRoles()::contains)) {
      return Optional.of(Role.ADMIN);
    }
    if (has.stream().anyMatch(settings.responderRoles()::contains)) {
      return Optional.of(Role.RESPONDER);
    }
    return has.stream().anyMatch(settings.viewerRoles()::contains)
        ? Optional.of(Role.VIEWER)
        : Optional.empty();
  }

  /** The sites the claim names, as they are written in incidents; empty without any. */
  Optional<SiteScope> sites(JsonObject claims) {
    Set<String> has = values(claims, settings.siteClaim());
    if (has.contains(settings.allSites())) {
      return Optional.of(SiteScope.ALL);
    }
    return has.isEmpty() ? Optional.empty() : Optional.of(SiteScope.of(has));
  }

  /** Texts of a claim that holds one or a list of them; {@code a/b} is member b of claim a. */
  private static Set<String> values(JsonObject claims, String path) {
    Object value = claims;
    for (String name : path.split("/", -1)) {
      value = value instanceof JsonObject object ? object.getValue(name) : null;
    }
    List<?> all =
        value instanceof JsonArray list
            ? list.getList()
            : value == null ? List.of() : List.of(value);
    Set<String> texts = new HashSet<>();
    for (Object each : all) {
      if (each instanceof String text && !text.isBlank()) {
        texts.add(text);
      }
    }
    return texts;
  }
}
