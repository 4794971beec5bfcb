/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import io.hop444.localstack.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A link between two places that can be cut: a proxy for TCP on loopback. */
final class CutLink implements AutoCloseable {

  private final int port = Loopback.freePort();
  private final int target;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "cut-link");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket listener;

  /**
   * @param target port of loopback to which it leads
   */
  CutLink(int target) {
    this.target = target;
  }

  int port() {
    return port;
  }

  /** Lets connections through, from now on. */
  void mend() throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(Loopback.ADDRESS, port));
    listener = opened;
    threads.execute(() -> accept(opened));
  }

  /** Ends all connections, in the middle of whatever they carry, and refuses new ones. */
  void cut() throws IOException {
    listener.close();
    for (Socket socket : open) {
      try {
        socket.setSoLinger(true, 0); // A reset, as when a link dies.
      } catch (SocketException e) {
        // Its client ended it before.
      }
      socket.close();
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    cut();
    threads.shutdownNow();
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket near = from.accept();
        open.add(near);
        Socket far = new Socket(Loopback.ADDRESS, target);
        open.add(far);
        threads.execute(() -> carry(near, far));
        threads.execute(() -> carry(far, near));
      }
    } catch (IOException e) {
      // The link is cut.
    }
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // One side is gone; so goes the other.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }
}
