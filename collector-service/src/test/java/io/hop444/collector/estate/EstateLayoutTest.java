/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateLayoutTest {

  @TempDir Path estate;

  private void file(String name) throws Exception {
    Path path = estate.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "x");
  }

  @Test
  void shouldFindLogsOfTheDocumentedLayoutInAnyCase() throws Exception {
    file("DUB/MBX07.contoso.test/inetpub/logs/LogFiles/w3svc2/u_ex261120.LOG");
    file("DUB/CAS01/httpproxy/Owa/httpproxy_2026112010-1.log");
    file("DUB/CAS01/HTTPERR/httperr1.log");
    file("AMS/mbx01/events/System.XML");
    file("AMS/mbx01/events/w.jsonl");
    file("AMS/mbx01/events/n.json");
    file("AMS/mbx01/inventory/b.json");
    file("AMS/mbx01/inventory/sslcert.txt");

    EstateScan scan = EstateLayout.scan(estate);

    assertThat(scan.files())
        .extracting(f -> f.site() + " " + f.server() + " " + f.log() + " " + f.format())
        .containsExactly(
            "AMS mbx01 events EVENT_XML",
            "AMS mbx01 events EVENT_JSON",
            "AMS mbx01 events EVENT_JSON",
            "AMS mbx01 inventory INVENTORY_JSON",
            "AMS mbx01 inventory NETSH",
            "DUB cas01 HTTPERR HTTP_ERR",
            "DUB cas01 HttpProxy/Owa HTTP_PROXY",
            "DUB mbx07 W3SVC2 IIS");
    assertThat(scan.files().get(6).source())
        .isEqualTo("DUB/CAS01/httpproxy/Owa/httpproxy_2026112010-1.log");
    assertThat(scan.servers()).contains(new EstateScan.Server("DUB", "mbx07"));
    assertThat(scan.ignored()).isEmpty();
  }

  @Test
  void shouldFindLogsWhereARealServerHasThem() throws Exception {
    file(
        "DUB/CAS01/Program Files/Microsoft/Exchange Server/V15/Logging/HttpProxy/Mapi/"
            + "HttpProxy_2026112010-1.LOG");
    file("DUB/CAS01/Windows/System32/LogFiles/HTTPERR/httperr12.log");

    assertThat(EstateLayout.scan(estate).files())
        .extracting(LogFile::log)
        .containsExactly("HttpProxy/Mapi", "HTTPERR");
  }

  @Test
  void shouldTakeIisLogsOfEveryRolloverAndLeaveOtherFormats() throws Exception {
    String folder = "DUB/CAS01/inetpub/logs/LogFiles/W3SVC1/";
    for (String name :
        new String[] {"u_ex261120.log", "u_ex26112010.log", "u_ex261120_x.log", "ex261120.log"}) {
      file(folder + name);
    }
    for (String name :
        new String[] {"u_nc261120.log", "nc261120.log", "u_in261120.log", "in261120.log"}) {
      file(folder + name);
    }

    EstateScan scan = EstateLayout.scan(estate);

    assertThat(scan.files()).hasSize(4).allMatch(f -> f.format() == LogFormat.IIS);
    assertThat(scan.ignored()).hasSize(4);
  }

  @Test
  void shouldListWhatItIgnores() throws Exception {
    file("readme.txt");
    file("DUB/CAS01/readme.txt");
    file("DUB/CAS01/HttpProxy/HttpProxy_2026112010-1.LOG");
    file("DUB/CAS01/inetpub/logs/LogFiles/FTPSVC2/u_ex261120.log");
    file("DUB/CAS01/events/System.evtx");
    file("DUB/CAS01/old/events/System.xml");

    EstateScan scan = EstateLayout.scan(estate);

    assertThat(scan.files()).isEmpty();
    assertThat(scan.ignored()).hasSize(6).contains("readme.txt", "DUB/CAS01/events/System.evtx");
  }

  @Test
  void shouldRefuseWhatIsNoFolder() throws Exception {
    file("a");

    assertThatThrownBy(() -> EstateLayout.scan(estate.resolve("a")))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> EstateLayout.scan(estate.resolve("missing")))
        .isInstanceOf(NotDirectoryException.class);
  }
}
