/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.TextInputCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {

  @TempDir private Path folder;
  private final PasswordFile handler = new PasswordFile();
  private final NameCallback name = new NameCallback("name");
  private final PasswordCallback password = new PasswordCallback("password", false);

  private Path configured(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), content);
    configure(Map.of("file", file.toString()));
    return file;
  }

  private void configure(Map<String, String> options) {
    AppConfigurationEntry module =
        new AppConfigurationEntry(
            ScramLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, options);
    handler.configure(Map.of(), "SCRAM-SHA-512", List.of(module));
  }

  private void ask() throws Exception {
    handler.handle(new Callback[] {name, password, new ScramExtensionsCallback()});
  }

  @Test
  void shouldAnswerWhatTheFileSaysAtTheMoment() throws Exception {
    Path file = configured("username=dub\npassword=first=1\n");

    ask();

    assertThat(name.getName()).isEqualTo("dub");
    assertThat(new String(password.getPassword())).isEqualTo("first=1");
    Files.writeString(file, "username = dub2\npassword = second\n");

    ask();

    assertThat(name.getName()).isEqualTo("dub2");
    assertThat(new String(password.getPassword())).isEqualTo("second");
  }

  @Test
  void shouldNameTheFileAndTheLineThatIsMissingAndNoSecret() throws Exception {
    Path file = configured("username=\npassword=s3cret\n");

    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessage(file + " has no line username=");
  }

  @Test
  void shouldSayHowTheFileIsNamed() {
    assertThatThrownBy(() -> configure(Map.of("username", "dub")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sasl.jaas.config has no option file=");
  }

  @Test
  void shouldNotAnswerWhatItDoesNotKnow() throws Exception {
    configured("username=dub\npassword=x\n");

    assertThatThrownBy(() -> handler.handle(new Callback[] {new TextInputCallback("?")}))
        .isInstanceOf(UnsupportedCallbackException.class);
  }
}
