/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.delivery.MessageFormats;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.notice.Remedy;
import io.hop444.alert.receiver.Endpoint;
import io.hop444.alert.receiver.TargetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a sample incident for every target, and looks at the files of their secrets. */
final class RoutesCheck {

  private static final String KEY = "alert.routes-file";
  private static final Pattern SECRET_FILE =
      Pattern.compile("^\\s*([a-z-]+-file):\\s*(\"[^\"]*\"|'[^']*'|[^#\\s,}]+).*$");

  private final ServiceSettings settings;
  private final InstantSource clock;

  RoutesCheck(ServiceSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  void check(CheckedConfig config) {
    String key = settings.firstSet(KEY, "alert.webhook.url");
    for (TargetSpec target : config.targets()) {
      secretsOf(target.endpoint()).forEach(settings.report()::hide);
      String name = "target " + target.name() + " (" + target.kind() + ")";
      try {
        int bytes =
            rendered(config, target).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        settings.ok(key, name + ": a sample incident is a message of " + bytes + " bytes.");
      } catch (RuntimeException | JsonProcessingException e) {
        settings.error(
            key,
            name + ": a sample incident cannot be written: " + e + ".",
            "Correct the target's fields in the file of routes.");
      }
    }
    if (config.targets().isEmpty()) {
      settings.warning(
          key,
          "there is no target: nobody is told of anything.",
          "Set " + KEY + " or alert.webhook.url (docs/notifications.md).");
    }
  }

  private static List<String> secretsOf(Endpoint endpoint) {
    List<String> secrets = new ArrayList<>();
    if (endpoint instanceof Endpoint.Http http) {
      secrets.addAll(http.secrets());
    } else if (endpoint instanceof Endpoint.Smtp mail) {
      mail.server().password().ifPresent(secrets::add);
    }
    return secrets;
  }

  private String rendered(CheckedConfig config, TargetSpec target) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    EventBody bodies = new EventBody(json, config.pageUrl());
    Instant now = clock.instant();
    ObjectNode data = bodies.data();
    data.put("id", "check-config");
    data.put("drill", true);
    data.put("generation", 1);
    data.put("site", "SITE");
    data.put("backEnd", "server");
    data.put("cause", Cause.BINDING_MISSING.name());
    data.put("severity", "OUTAGE");
    data.put("state", "OPEN");
    data.put("startedAt", now.toString());
    data.put("summary", "a sample of check-config");
    data.put("fix", Remedy.of(Cause.BINDING_MISSING, "server"));
    data.put("link", bodies.page("q", "server"));
    String body = bodies.of("drill.opened", now, data);
    Notice notice = Notice.of("check-config", NoticeKind.DRILL, "check-config", body);
    if (target.endpoint() instanceof Endpoint.Http http) {
      return MessageFormats.of(target, http).write(notice, now).body();
    }
    return notice.title() + "\n" + notice.plainText();
  }

  /** Files that the routes name for secrets; relative to the file of routes. */
  void secretFiles(Path routes) {
    FileCheck files = new FileCheck(settings);
    try {
      List<String> lines = Files.readAllLines(routes);
      for (int i = 0; i < lines.size(); i++) {
        Matcher one = SECRET_FILE.matcher(lines.get(i));
        if (one.matches()) {
          Path file =
              routes.toAbsolutePath().resolveSibling(one.group(2).replaceAll("^[\"']|[\"']$", ""));
          if (Files.isReadable(file) && FileCheck.isReadByOthers(file)) {
            settings.error(
                one.group(1),
                new Check.Place(routes.toString(), i + 1),
                file + " holds a secret, and every user of this machine may read it.",
                "chmod 600 " + file + ", and give it to the service's user.");
          }
        }
      }
    } catch (IOException e) {
      files.readable(KEY, routes);
    }
  }
}
