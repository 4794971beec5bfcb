/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReaderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A made-up estate to which random things happen while it is followed, and what must have become of
 * every row in the end.
 */
final class EstateModel {

  private static final List<String> HEADERS =
      List.of(
          "#Software: Microsoft Internet Information Services 10.0\n"
              + "#Fields: date time cs-uri-stem s-port sc-status\n",
          "#Fields: date time s-port sc-status cs-uri-stem\n");

  private static final List<String> LOGS =
      List.of("DUB/CAS01/W3SVC1", "DUB/CAS01/W3SVC2", "AMS/CAS02/W3SVC1");

  private static final List<String> NAMES =
      List.of("u_ex261120.log", "u_ex261121.log", "u_ex26112110.log", "u_ex.log");

  /** A file, with the rows that stand in it. */
  private static final class Written {
    private final String log;
    private int header;
    private boolean listed;
    private List<WrittenRow> rows = new ArrayList<>();

    Written(String log) {
      this.log = log;
    }
  }

  private final Random random;
  private final String run;
  private final Path estate;
  private final Path away;
  private final Path data;
  private final boolean gentle;
  private final FakeShipping shipping = new FakeShipping();
  private final Map<Path, Written> files = new LinkedHashMap<>();
  private final List<WrittenRow> rows = new ArrayList<>();
  private final List<WrittenRow> destroyed = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private Instant now = Instant.now().plusSeconds(60);
  private EstateTailer tailer;
  private boolean copied;
  private int names;

  /**
   * @param gentle whether nothing happens that destroys rows: then none may be lost, and no gap may
   *     be told
   */
  EstateModel(Path folder, long seed, boolean gentle) throws IOException {
    this.random = new Random(seed);
    this.gentle = gentle;
    this.run = (gentle ? "gentle" : "rough") + seed;
    this.estate = folder.resolve(run).resolve("estate");
    this.away = folder.resolve(run).resolve("away");
    this.data = folder.resolve(run).resolve("data");
    for (String log : LOGS) {
      Files.createDirectories(estate.resolve(log));
    }
    start();
  }

  void run(int steps) throws IOException {
    for (int step = 0; step < steps; step++) {
      step();
      now = now.plusMillis(random.nextInt(3_000));
    }
    shipping.room = true;
    for (int i = 0; i < 8; i++) {
      round();
      shipping.acknowledgeAll();
      now = now.plusSeconds(61);
    }
    tailer.close();
  }

  private void step() throws IOException {
    int what = random.nextInt(gentle ? 17 : 21);
    if (copied && what >= 5) {
      // A copy is found through the file that was truncated, while that is still what it was.
      round();
    }
    switch (what) {
      case 0 -> restart(true);
      case 1 -> restart(false);
      case 2 -> lose();
      case 3 -> toggleRoom();
      case 4 -> waitLong();
      case 5 -> beAway();
      case 6 -> acknowledgeSome();
      case 7 -> rename(true);
      case 8 -> rename(false);
      case 9 -> copyTruncate();
      case 10, 11 -> round();
      case 17 -> truncate();
      case 18 -> delete();
      case 19 -> replace();
      case 20 -> copyToALog();
      default -> append();
    }
  }

  private void tell(String what) {
    story.add(what);
  }

  private void start() throws IOException {
    ReaderSettings reader = ReaderSettings.forReplay(() -> now);
    tailer =
        new EstateTailer(
            new TailerSettings("c1", estate, Instant.MIN, Duration.ZERO, 1 << 20, site -> reader),
            shipping,
            new CheckpointFile(data, false),
            () -> now);
  }

  private void restart(boolean inOrder) throws IOException {
    tell(inOrder ? "stop and start" : "kill and start");
    if (inOrder) {
      tailer.close();
    }
    shipping.die();
    start();
  }

  private void lose() {
    tell("lose");
    shipping.loseAll();
  }

  private void toggleRoom() {
    shipping.room = !shipping.room;
    tell("room " + shipping.room);
  }

  private void waitLong() {
    tell("wait");
    now = now.plusSeconds(400);
    round();
  }

  private void acknowledgeSome() {
    tell("acknowledge");
    shipping.acknowledge(random.nextInt(40));
  }

  private void round() {
    tell("round");
    now = now.plusMillis(1_000);
    tailer.round();
    for (Written file : files.values()) {
      file.listed = true;
      file.rows.forEach(row -> row.seen = true);
    }
    copied = false;
  }

  /** The share is not mounted: its folder is there, and empty. */
  private void beAway() throws IOException {
    tell("away");
    Files.move(estate, away);
    Files.createDirectory(estate);
    if (random.nextBoolean()) {
      restart(random.nextBoolean());
    }
    now = now.plusSeconds(2);
    tailer.round();
    tailer.round();
    Files.delete(estate);
    Files.move(away, estate);
    tell("back");
  }

  private Path any() {
    List<Path> all = List.copyOf(files.keySet());
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  private String newName(String original, boolean ofALog) {
    return ofALog ? "u_ex_x" + ++names + ".log" : original + "." + ++names;
  }

  private void append() throws IOException {
    String log = LOGS.get(random.nextInt(LOGS.size()));
    Path path = estate.resolve(log).resolve(NAMES.get(random.nextInt(NAMES.size())));
    Path other = any();
    if (other != null && random.nextBoolean()) {
      path = other;
    }
    Written file = files.get(path);
    if (file == null) {
      file = new Written(log);
      files.put(path, file);
      begin(path, file);
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      appendRow(path, file);
    }
  }

  private void begin(Path path, Written file) throws IOException {
    file.header = random.nextInt(HEADERS.size());
    write(path, HEADERS.get(file.header));
  }

  private void appendRow(Path path, Written file) throws IOException {
    String stem = "/owa/" + run + "n" + rows.size();
    String text =
        file.header == 0
            ? "2026-11-20 10:05:02 " + stem + " 443 200\n"
            : "2026-11-20 10:05:02 443 200 " + stem + "\n";
    int cut = random.nextInt(text.length());
    tell("append " + stem + " to " + estate.relativize(path));
    write(path, text.substring(0, cut));
    if (random.nextInt(4) == 0) {
      round();
    }
    write(path, text.substring(cut));
    WrittenRow row = new WrittenRow(file.log, stem, text.length());
    rows.add(row);
    file.rows.add(row);
  }

  private static void write(Path path, String text) throws IOException {
    Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rename(boolean ofALog) throws IOException {
    Path path = any();
    if (path == null) {
      return;
    }
    if (!ofALog && !files.get(path).listed) {
      round();
    }
    Path to = path.resolveSibling(newName(path.getFileName().toString(), ofALog));
    tell("rename " + estate.relativize(path) + " to " + to.getFileName());
    Files.move(path, to);
    files.put(to, files.remove(path));
    files.get(to).listed = false;
  }

  private void copyTruncate() throws IOException {
    Path path = any();
    if (path == null || !path.toString().endsWith(".log")) {
      return;
    }
    if (!files.get(path).listed || files.get(path).rows.stream().noneMatch(row -> row.seen)) {
      round();
    }
    Path copy = path.resolveSibling(newName(path.getFileName().toString(), false));
    tell("copytruncate " + estate.relativize(path) + " to " + copy.getFileName());
    Files.copy(path, copy);
    Written file = files.get(path);
    Written old = new Written(file.log);
    old.header = file.header;
    old.rows = file.rows;
    file.rows = new ArrayList<>();
    Files.writeString(path, "");
    begin(path, file);
    copied = true;
  }

  private void truncate() throws IOException {
    Path path = any();
    if (path == null) {
      return;
    }
    tell("truncate " + estate.relativize(path));
    Written file = files.get(path);
    destroyed.addAll(file.rows);
    file.rows = new ArrayList<>();
    Files.writeString(path, "");
    begin(path, file);
  }

  private void delete() throws IOException {
    Path path = any();
    if (path == null) {
      return;
    }
    tell("delete " + estate.relativize(path));
    destroyed.addAll(files.remove(path).rows);
    Files.delete(path);
  }

  private void replace() throws IOException {
    Path path = any();
    if (path == null || !path.toString().endsWith(".log")) {
      return;
    }
    tell("replace " + estate.relativize(path));
    Written file = files.get(path);
    destroyed.addAll(file.rows);
    file.rows = new ArrayList<>();
    Files.delete(path);
    file.listed = false;
    begin(path, file);
  }

  /** A backup is restored over the file: the same bytes, another identity. */
  private void copyToALog() throws IOException {
    Path path = any();
    if (path == null || !path.toString().endsWith(".log")) {
      return;
    }
    tell("restore " + estate.relativize(path));
    Path copy = data.resolveSibling("restored");
    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.move(copy, path, StandardCopyOption.REPLACE_EXISTING);
    files.get(path).listed = false;
  }

  /** Every row has arrived, or was destroyed and is in a gap, or nobody can have known of it. */
  void check() {
    new EstateVerdict(
            shipping.acknowledged, rows, destroyed, gentle, run + ": " + String.join("\n  ", story))
        .check();
  }
}
