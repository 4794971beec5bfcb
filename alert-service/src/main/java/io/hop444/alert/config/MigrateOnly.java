/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.regex.Pattern;

/**
 * Who only makes the tables ({@code alert.migrate-only}) does so beside replicas that run: it must
 * neither take their places in the consumer groups nor want their port, and needs no Kafka.
 */
public final class MigrateOnly implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1L;

  private static final Pattern NOT_WANTED =
      Pattern.compile(
          "mp\\.messaging\\.(incoming|outgoing)\\.[^.]+\\.enabled"
              + "|quarkus\\.http\\.host-enabled"
              + "|quarkus\\.scheduler\\.enabled");

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    if (NOT_WANTED.matcher(name).matches()) {
      ConfigValue only = context.proceed("alert.migrate-only");
      if (only != null && "true".equalsIgnoreCase(only.getValue())) {
        return ConfigValue.builder().withName(name).withValue("false").build();
      }
    }
    return context.proceed(name);
  }
}
