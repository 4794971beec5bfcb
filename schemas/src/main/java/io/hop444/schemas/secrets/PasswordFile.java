/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.secrets;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;

/**
 * User name and password of SCRAM or PLAIN, from a file that is read for each connection: a changed
 * password holds from the next one on. Set {@code sasl.client.callback.handler.class} to this class
 * and name the file in the login module's option {@code file}; it has the lines {@code username=}
 * and {@code password=}, in the form of Java's properties.
 */
public final class PasswordFile implements AuthenticateCallbackHandler {

  private static final String OPTION = "file";

  private Path file;

  @Override
  public void configure(
      Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> modules) {
    file =
        modules.stream()
            .map(module -> module.getOptions().get(OPTION))
            .filter(String.class::isInstance)
            .map(name -> Path.of((String) name))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigException(
                        "sasl.jaas.config has no option file=\"…\"; it names the file with the"
                            + " lines username= and password="));
  }

  @Override
  public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
    Properties secrets = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      secrets.load(reader);
    }
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        name.setName(value(secrets, "username"));
      } else if (callback instanceof PasswordCallback password) {
        password.setPassword(value(secrets, "password").toCharArray());
      } else if (!(callback instanceof ScramExtensionsCallback)) {
        throw new UnsupportedCallbackException(
            callback, "only user names and passwords stand in " + file);
      }
    }
  }

  private String value(Properties secrets, String name) throws IOException {
    String value = secrets.getProperty(name);
    if (value == null || value.isEmpty()) {
      throw new IOException(file + " has no line " + name + "=");
    }
    return value;
  }

  @Override
  public void close() {}
}
