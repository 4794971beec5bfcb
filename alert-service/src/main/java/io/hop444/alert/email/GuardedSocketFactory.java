/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.email;

import io.hop444.alert.receiver.AddressRule;
import io.hop444.alert.receiver.BlockedAddressException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Opens connections to allowed addresses only; asked with the address that is connected to. */
final class GuardedSocketFactory extends SocketFactory {

  private final AddressRule addresses;

  GuardedSocketFactory(AddressRule addresses) {
    this.addresses = addresses;
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress to, int timeout) throws IOException {
        InetSocketAddress address = (InetSocketAddress) to;
        if (!address.isUnresolved() && !addresses.allows(address.getAddress())) {
          throw new BlockedAddressException(address.getAddress());
        }
        super.connect(to, timeout);
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port), 0);
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port), 0);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }
}
