/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.FileOrigin;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.RecordSink;
import io.hop444.collector.decode.Requesters;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.estate.EstateLayout;
import io.hop444.collector.estate.LogFile;
import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.redaction.HmacRedaction;
import io.hop444.collector.redaction.Redaction;
import io.hop444.schemas.RecordCodec;
import io.hop444.simulator.EstateSimulator;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Each parser alone: from the bytes of a file to the bytes that Kafka gets. A score is for a piece
 * of a file; {@link #main} prints what one line costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx96m", "-XX:+UseSerialGC"})
public class ParserBench {

  private static final int PIECE_BYTES = 1 << 16;
  private static final RecordCodec CODEC = new RecordCodec();
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  /** What is read. */
  @Param({"IIS", "HTTP_PROXY", "HTTP_ERR", "EVENT_XML", "EVENT_JSON"})
  public LogFormat format;

  /** Whether people are replaced. */
  @Param({"true", "false"})
  public boolean redaction;

  private final List<byte[]> pieces = new ArrayList<>();
  private ReaderSettings settings;
  private Path folder;
  private LogFile file;
  private LogParser parser;
  private double linesOfAPiece;
  private long offset;
  private int next;

  /** Writes the logs of an estate in which something breaks, and cuts the format's in pieces. */
  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("hop444-parsers");
    Estate estate = Estate.of(2, 4, 2_000);
    List<Fault> faults =
        estate.servers().stream()
            .filter(server -> server.role().isBackEnd())
            .map(server -> Fault.since(FaultKind.APP_POOL_STOPPED, server.name(), START))
            .toList();
    EstateSimulator.writeBatch(
        new Simulation(estate, faults, START, 200, 444), Duration.ofMinutes(4), folder);
    Redaction used =
        redaction ? new HmacRedaction(new byte[32], RequesterRules.DEFAULT) : Redaction.OFF;
    settings =
        new ReaderSettings(
            "bench",
            new Requesters(RequesterRules.DEFAULT),
            used,
            ReaderSettings.DEFAULT_MAX_UNIT_BYTES,
            ReaderSettings.DEFAULT_MAX_DEAD_LETTERS,
            InstantSource.system());
    file =
        EstateLayout.scan(folder).files().stream()
            .filter(each -> each.format() == format)
            .max(Comparator.comparingLong(each -> each.path().toFile().length()))
            .orElseThrow();
    byte[] all = Files.readAllBytes(file.path());
    boolean ofLines = format == LogFormat.IIS || format == LogFormat.HTTP_PROXY;
    for (int from = 0; from < all.length; ) {
      boolean last = !ofLines || from + PIECE_BYTES >= all.length;
      int to = last ? all.length : endOfLine(all, from + PIECE_BYTES);
      pieces.add(Arrays.copyOfRange(all, from, to));
      from = to;
    }
    long lines = 0;
    for (byte b : all) {
      lines += b == '\n' ? 1 : 0;
    }
    linesOfAPiece = (double) lines / pieces.size();
  }

  private static int endOfLine(byte[] bytes, int at) {
    int end = at;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Removes what was written. */
  @TearDown
  public void remove() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** One piece; a parser is made where a file starts. */
  @Benchmark
  public void parse(Blackhole kafka) {
    if (next == 0) {
      FileOrigin origin =
          new FileOrigin(file.site(), file.server(), file.log(), file.source(), START);
      RecordSink sink = RecordSink.ofBytes(CODEC, kafka::consume);
      parser = format.newParser(new FileContext(origin, settings, format.kind(), sink));
      offset = 0;
    }
    byte[] piece = pieces.get(next);
    next = (next + 1) % pieces.size();
    offset += parser.parse(piece, 0, piece.length, offset, next == 0);
  }

  /** Runs all of it and prints a line for each. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(ParserBench.class.getName() + ".parse")
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    System.out.println("| format | redaction | ns a line | ± | bytes allocated a line |");
    System.out.println("|---|---|--:|--:|--:|");
    for (RunResult result : results) {
      ParserBench again = new ParserBench();
      again.format = LogFormat.valueOf(result.getParams().getParam("format"));
      again.redaction = Boolean.parseBoolean(result.getParams().getParam("redaction"));
      again.write();
      again.remove();
      double lines = again.linesOfAPiece;
      System.out.printf(
          "| %s | %s | %,.0f | %,.0f | %,.0f |%n",
          again.format,
          again.redaction,
          result.getPrimaryResult().getScore() * 1_000 / lines,
          result.getPrimaryResult().getScoreError() * 1_000 / lines,
          result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / lines);
    }
  }
}
