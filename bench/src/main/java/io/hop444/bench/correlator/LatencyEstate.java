/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Logs of front ends and back ends that grow as fast as asked, at little cost: a request makes a
 * row each at the front end, in HttpProxy and at the back end. A back end that is broken keeps on
 * failing. Not safe for use by several threads.
 */
final class LatencyEstate implements AutoCloseable {

  private static final int FRONT_ENDS = 4;
  private static final List<String> PROTOCOLS = List.of("Owa", "Ews", "Mapi");
  private static final String PROXY_COLUMNS =
      "DateTime,RequestId,Protocol,UrlStem,AuthenticatedUser,UserAgent,ClientIpAddress,"
          + "ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,TargetServer,GenericInfo,"
          + "GenericErrors\r\n";
  private static final String IIS_COLUMNS =
      "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip"
          + " cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String AGENT = "Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)";

  private final Path folder;
  private final List<String> backEnds = new ArrayList<>();
  private final Set<String> broken = new HashSet<>();
  private final Map<String, FileChannel> files = new LinkedHashMap<>();
  private final Map<String, StringBuilder> pending = new LinkedHashMap<>();
  private final SplittableRandom random = new SplittableRandom(444);
  private long number;
  private long rows;

  LatencyEstate(Path folder, int backEnds) {
    this.folder = folder;
    for (int i = 0; i < backEnds; i++) {
      this.backEnds.add("BE%03d".formatted(i));
    }
  }

  long rows() {
    return rows;
  }

  /**
   * So many requests to whichever back end.
   *
   * @param span they ended one after another in this time, up to now
   */
  void requests(int count, Duration span) throws IOException {
    Instant from = Instant.now().minus(span);
    for (int i = 0; i < count; i++) {
      request(
          from.plus(span.multipliedBy(i).dividedBy(count)).truncatedTo(ChronoUnit.MILLIS),
          random.nextInt(FRONT_ENDS),
          backEnds.get(random.nextInt(backEnds.size())),
          PROTOCOLS.get(random.nextInt(PROTOCOLS.size())));
    }
    write();
  }

  /**
   * Writes an event to the System log of each back end, as each start of Windows does: the logs are
   * there, and followed, before anything breaks.
   */
  void started() throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    for (String backEnd : backEnds) {
      event(backEnd, "EventLog", 6005, 1, now).append("</Event>\r\n");
    }
    write();
  }

  /**
   * Deletes the settings of a back end's port, and lets requests of two front ends fail: all that
   * the rule needs. Returns when it stands in the files.
   */
  Instant breakDown(String backEnd) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    broken.add(backEnd);
    event(backEnd, "Microsoft-Windows-HttpEvent", 15300, 2, now)
        .append("<EventData><Data Name='DeviceObject'>\\Device\\Http\\</Data>")
        .append("<Data Name='Endpoint'>0.0.0.0:444</Data></EventData></Event>\r\n");
    rows++;
    request(now, 0, backEnd, "Owa");
    request(now, 1, backEnd, "Ews");
    write();
    return Instant.now();
  }

  List<String> backEnds() {
    return List.copyOf(backEnds);
  }

  private StringBuilder event(String backEnd, String provider, int id, int recordId, Instant time) {
    return text(backEnd + "/events/System.xml", "")
        .append("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>")
        .append("<Provider Name='")
        .append(provider)
        .append("'/><EventID>")
        .append(id)
        .append("</EventID><TimeCreated SystemTime='")
        .append(time)
        .append("'/><EventRecordID>")
        .append(recordId)
        .append("</EventRecordID><Channel>System</Channel><Computer>")
        .append(backEnd)
        .append("</Computer></System>");
  }

  private void request(Instant now, int frontEnd, String backEnd, String protocol) {
    number++;
    String id = "7b1f3c90-0000-4444-8000-%012x".formatted(number);
    boolean fails = broken.contains(backEnd);
    String server = "FE0" + frontEnd;
    String stem = "/" + protocol.toLowerCase(java.util.Locale.ROOT);
    String user = "TAILSPIN\\user" + number % 5_000;
    String client = "172.16." + number % 200 + "." + number % 199;
    String time = SECONDS.format(now);
    text(server + "/HttpProxy/" + protocol + "/HttpProxy_2026110100-1.LOG", PROXY_COLUMNS)
        .append(now)
        .append(',')
        .append(id)
        .append(',')
        .append(protocol)
        .append(',')
        .append(stem)
        .append(',')
        .append(user)
        .append(',')
        .append(AGENT)
        .append(',')
        .append(client)
        .append(',')
        .append(server)
        .append(fails ? ",503,SendFailure,SendFailure,POST," : ",200,200,,POST,")
        .append(backEnd)
        .append(".tailspin.example,BeginRequest=")
        .append(now.minusMillis(25))
        .append(";,")
        .append(fails ? "WebExceptionStatus=SendFailure;" : "")
        .append("\r\n");
    text(server + "/inetpub/logs/LogFiles/W3SVC1/u_ex261101.log", IIS_COLUMNS)
        .append(time)
        .append(" 10.40.0.")
        .append(11 + frontEnd)
        .append(" POST ")
        .append(stem)
        .append(" &cafeReqId=")
        .append(id)
        .append("; 443 ")
        .append(user)
        .append(' ')
        .append(client)
        .append(' ')
        .append(AGENT)
        .append(fails ? " - 503 0 0 31\r\n" : " - 200 0 0 31\r\n");
    rows += 2;
    if (!fails) {
      text(backEnd + "/inetpub/logs/LogFiles/W3SVC2/u_ex261101.log", IIS_COLUMNS)
          .append(time)
          .append(" 10.40.1.20 POST ")
          .append(stem)
          .append(" &ActID=")
          .append(id)
          .append("; 444 ")
          .append(user)
          .append(" 10.40.0.")
          .append(11 + frontEnd)
          .append(' ')
          .append(AGENT)
          .append(" - 200 0 0 22\r\n");
      rows++;
    }
  }

  private StringBuilder text(String file, String header) {
    StringBuilder text = pending.computeIfAbsent(file, name -> new StringBuilder());
    if (text.isEmpty() && !files.containsKey(file)) {
      text.append(header);
    }
    return text;
  }

  private void write() throws IOException {
    for (Map.Entry<String, StringBuilder> each : pending.entrySet()) {
      if (each.getValue().isEmpty()) {
        continue;
      }
      FileChannel file = files.get(each.getKey());
      if (file == null) {
        Path path = folder.resolve("OSL").resolve(each.getKey());
        Files.createDirectories(path.getParent());
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        files.put(each.getKey(), file);
      }
      ByteBuffer bytes =
          ByteBuffer.wrap(each.getValue().toString().getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      each.getValue().setLength(0);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files.values()) {
      file.close();
    }
  }
}
