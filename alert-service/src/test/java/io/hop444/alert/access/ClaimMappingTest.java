/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimMappingTest {

  private static ClaimMapping mapping(Map<String, String> settings) {
    return new ClaimMapping(
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withConverter(
                java.time.Duration.class,
                200,
                new io.quarkus.runtime.configuration.DurationConverter())
            .withMapping(AlertConfig.class)
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build()
            .getConfigMapping(AlertConfig.class)
            .oidc());
  }

  @Test
  void shouldTakeTheHighestRole() {
    ClaimMapping mapping = mapping(Map.of("alert.oidc.viewer-roles", "staff,guests"));

    assertThat(mapping.role(new JsonObject("{\"groups\":[\"guests\",\"hop444-responder\"]}")))
        .contains(Role.RESPONDER);
    assertThat(mapping.role(new JsonObject("{\"groups\":\"guests\"}"))).contains(Role.VIEWER);
    assertThat(mapping.role(new JsonObject("{\"groups\":[\"staff\",\"hop444-admin\"]}")))
        .contains(Role.ADMIN);
  }

  @Test
  void shouldReadNestedClaims() {
    ClaimMapping mapping = mapping(Map.of("alert.oidc.role-claim", "realm_access/roles"));

    assertThat(mapping.role(new JsonObject("{\"realm_access\":{\"roles\":[\"hop444-viewer\"]}}")))
        .contains(Role.VIEWER);
    assertThat(mapping.role(new JsonObject("{\"realm_access\":\"roles\"}"))).isEmpty();
  }

  @Test
  void shouldAllowNothingByOddClaims() {
    ClaimMapping mapping = mapping(Map.of());

    for (String odd :
        List.of("{}", "{\"groups\":null}", "{\"groups\":7}", "{\"groups\":[[\"hop444-admin\"]]}")) {
      assertThat(mapping.role(new JsonObject(odd))).as(odd).isEmpty();
    }
    assertThat(mapping.sites(new JsonObject("{\"hop444_sites\":[\"\",3]}"))).isEmpty();
  }

  @Test
  void shouldReadSites() {
    ClaimMapping mapping = mapping(Map.of());

    assertThat(mapping.sites(new JsonObject("{\"hop444_sites\":[\"DUB\",\"LON\"]}")))
        .contains(SiteScope.of(List.of("LON", "DUB")));
    assertThat(mapping.sites(new JsonObject("{\"hop444_sites\":[\"DUB\",\"*\"]}")))
        .contains(SiteScope.ALL);
  }
}
