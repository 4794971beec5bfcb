/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Many clients of the live feed, read by one thread; keeps how long each event took to each. */
final class FeedCrowd implements AutoCloseable {

  private static final byte[] MARK = "\"data\":{\"id\":\"lat-".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NUMBER = 8;
  private static final int LONGEST_MILLIS = 60_000;

  private final Selector selector = Selector.open();
  private final AtomicLongArray sentAt;
  private final long[] latencies = new long[LONGEST_MILLIS + 1];
  private final AtomicLong events = new AtomicLong();
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 17);
  private final Thread reader = new Thread(this::read, "crowd");
  private final AtomicLong ended = new AtomicLong();

  /** How clients follow. Frames of a server are not masked: both are read by the same marks. */
  enum Way {
    EVENTS("SSE", "GET /api/v1/feed HTTP/1.1\r\n"),
    SOCKET(
        "WebSocket",
        "GET /api/v1/feed/socket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: aG9wNDQ0LWJlbmNoLWtleQ==\r\n"
            // As every browser offers it.
            + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");

    private final String words;
    private final String request;

    Way(String words, String request) {
      this.words = words;
      this.request = request;
    }

    String words() {
      return words;
    }
  }

  /**
   * @param sentAt when incident {@code lat-n} was sent, of nanoTime
   */
  FeedCrowd(int clients, Way way, int port, String token, AtomicLongArray sentAt)
      throws IOException {
    this.sentAt = sentAt;
    byte[] request =
        (way.request
                + "Host: 127.0.0.1:"
                + port
                + "\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < clients; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(ByteBuffer.wrap(request));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Tail());
    }
    reader.setDaemon(true);
    reader.start();
  }

  /** The end of what was read, in which an event's mark may begin. */
  private static final class Tail {
    private byte[] bytes = new byte[0];
  }

  private void read() {
    try {
      while (running.get()) {
        selector.select(100);
        long now = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
          read(key, now);
        }
        selector.selectedKeys().clear();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void read(SelectionKey key, long now) throws IOException {
    Tail tail = (Tail) key.attachment();
    buffer.clear().put(tail.bytes);
    if (((SocketChannel) key.channel()).read(buffer) < 0) {
      key.channel().close();
      ended.incrementAndGet();
      return;
    }
    buffer.flip();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    int from = 0;
    for (int at = find(bytes, 0); at >= 0; at = find(bytes, from)) {
      int end = at + MARK.length;
      int number = 0;
      while (end < bytes.length && bytes[end] != '"') {
        number = number * 10 + bytes[end++] - '0';
      }
      if (end == bytes.length) {
        from = at;
        break;
      }
      note(number, now);
      from = end;
    }
    int keep = Math.max(from, bytes.length - MARK.length - LONGEST_NUMBER);
    tail.bytes = Arrays.copyOfRange(bytes, keep, bytes.length);
  }

  private static int find(byte[] bytes, int from) {
    for (int i = from; i <= bytes.length - MARK.length; i++) {
      int j = 0;
      while (j < MARK.length && bytes[i + j] == MARK[j]) {
        j++;
      }
      if (j == MARK.length) {
        return i;
      }
    }
    return -1;
  }

  private void note(int number, long now) {
    long millis = (now - sentAt.get(number)) / 1_000_000;
    synchronized (latencies) {
      latencies[(int) Math.min(LONGEST_MILLIS, Math.max(0, millis))]++;
    }
    events.incrementAndGet();
  }

  long events() {
    return events.get();
  }

  long ended() {
    return ended.get();
  }

  /** Milliseconds within which {@code share} of all events came. */
  long percentile(double share) {
    synchronized (latencies) {
      long wanted = (long) Math.ceil(Arrays.stream(latencies).sum() * share);
      long seen = 0;
      for (int millis = 0; millis <= LONGEST_MILLIS; millis++) {
        seen += latencies[millis];
        if (seen >= wanted) {
          return millis;
        }
      }
      return LONGEST_MILLIS;
    }
  }

  /** Forgets what came so far. */
  void restart() {
    synchronized (latencies) {
      Arrays.fill(latencies, 0);
    }
    events.set(0);
  }

  @Override
  public void close() {
    running.set(false);
  }
}
