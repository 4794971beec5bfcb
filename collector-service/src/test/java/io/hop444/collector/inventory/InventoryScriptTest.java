/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.BindingSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What can be checked of the PowerShell script without Windows: that it only reads, and that it
 * writes the fields which are read here.
 */
class InventoryScriptTest {

  private static final Path SCRIPT = Path.of("windows/Export-Hop444Inventory.ps1");

  /** One object of each kind, with the fields in the script's words. */
  private static final String SNAPSHOT =
      """
      {"takenAt":"2026-11-20T09:55:00Z","computer":"mbx07.contoso.test",
       "allowInternalUntrustedCerts":true,
       "bindings":[{"endpoint":"0.0.0.0:444","thumbprint":"A80C","appId":"{4dc3}","store":"MY"}],
       "iisSites":[{"id":2,"name":"Exchange Back End","bindings":["https *:444:"]}],
       "certificates":[{"thumbprint":"A80C","subject":"CN=MBX07","subjectAlternativeNames":["MBX07"],
         "issuer":"CN=MBX07","notBefore":"2023-01-01T00:00:00Z","notAfter":"2028-01-01T00:00:00Z",
         "hasPrivateKey":true,"trusted":true,"friendlyName":""}]}
      """;

  private static Set<String> found(String expression) throws Exception {
    Set<String> found = new TreeSet<>();
    String code = Files.readString(SCRIPT).replaceAll("(?s)<#.*?#>", "").replaceAll("(?m)#.*$", "");
    Matcher matcher = Pattern.compile(expression).matcher(code);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void shouldUseOnlyCommandsThatReadAndWriteOnlyItsOwnFile() throws Exception {
    assertThat(found("(?<![\\w'-])([A-Z][A-Za-z]+-[A-Z]\\w+)"))
        .containsExactlyInAnyOrder(
            "ConvertTo-Json",
            "ConvertTo-UtcText",
            "Get-AllowInternalUntrustedCerts",
            "Get-ChildItem",
            "Get-CimInstance",
            "Get-ComputerFullName",
            "Get-Date",
            "Get-IisSite",
            "Get-Item",
            "Get-MachineCertificate",
            "Get-SslBinding",
            "Join-Path",
            "Move-Item",
            "New-Object",
            "Test-Path",
            "Test-Trust");
    assertThat(found("(?:\\.|::)((?:Set|Add|Remove|Delete|Save|Write|Invoke|Start)\\w*)\\("))
        .containsExactly("WriteAllText");
  }

  @Test
  void shouldWriteTheFieldsThatAreRead() throws Exception {
    Set<String> fields = new TreeSet<>();
    JsonNode snapshot = new ObjectMapper().readTree(SNAPSHOT);
    snapshot.fieldNames().forEachRemaining(fields::add);
    for (String list : new String[] {"bindings", "iisSites", "certificates"}) {
      snapshot.get(list).get(0).fieldNames().forEachRemaining(fields::add);
    }

    BindingSnapshot read =
        Reading.of(LogFormat.INVENTORY_JSON, "inventory", SNAPSHOT).only(BindingSnapshot.class);

    assertThat(read.getCertificates()).hasSize(1);
    assertThat(found("(?m)^ +(\\w+) += ")).containsAll(fields);
  }
}
