/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.receiver;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * To which addresses a target may resolve. Public ones always; others only where the operator says
 * so, because a name that answers with an inner address would make this service a door into the
 * network (server-side request forgery). Asked at each connection, after the name is resolved.
 *
 * @param loopback this machine
 * @param privateNetworks RFC 1918, RFC 4193 and RFC 6598
 * @param networks further ones, also link-local ones and those of cloud metadata services
 */
public record AddressRule(boolean loopback, boolean privateNetworks, List<Network> networks) {

  /** Public addresses only. */
  public static final AddressRule PUBLIC = new AddressRule(false, false, List.of());

  /**
   * A network in CIDR notation.
   *
   * @param bits of an address: 32 or 128
   */
  public record Network(BigInteger address, int bits, int prefix) {

    boolean contains(byte[] other) {
      return other.length * Byte.SIZE == bits
          && address.xor(new BigInteger(1, other)).shiftRight(bits - prefix).signum() == 0;
    }
  }

  public AddressRule {
    networks = List.copyOf(networks);
  }

  private static final List<Network> PRIVATE =
      networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

  /**
   * Never a receiver on the Internet: this network, protocol assignments, documentation,
   * benchmarks, multicast, reserved (the registries of RFC 6890), and IPv6 ranges that carry an
   * IPv4 address.
   */
  private static final List<Network> SPECIAL =
      networks(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/128",
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "fe80::/10",
          "ff00::/8");

  /**
   * @param words {@code loopback}, {@code private} or a network in CIDR notation
   * @throws IllegalArgumentException which word is none of them
   */
  public static AddressRule of(List<String> words) {
    List<Network> networks = new ArrayList<>();
    for (String word : words) {
      if (!word.equals("loopback") && !word.equals("private")) {
        networks.add(network(word));
      }
    }
    return new AddressRule(words.contains("loopback"), words.contains("private"), networks);
  }

  /** Whether a connection to {@code address} may be opened. */
  public boolean allows(InetAddress address) {
    byte[] bytes = bytes(address);
    if (in(networks, bytes)) {
      return true;
    }
    if (address.isLoopbackAddress() || (bytes.length == 4 && bytes[0] == 127)) {
      return loopback;
    }
    if (in(PRIVATE, bytes)) {
      return privateNetworks;
    }
    return !in(SPECIAL, bytes);
  }

  private static boolean in(List<Network> networks, byte[] address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** Of an IPv4 address that is written as IPv6, the IPv4 address. */
  private static byte[] bytes(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet6Address six && six.isIPv4CompatibleAddress() && !isLow(bytes)) {
      return Arrays.copyOfRange(bytes, 12, 16);
    }
    return bytes;
  }

  /** {@code ::} and {@code ::1} are no IPv4 addresses. */
  private static boolean isLow(byte[] bytes) {
    return bytes[12] == 0 && bytes[13] == 0 && bytes[14] == 0;
  }

  private static List<Network> networks(String... texts) {
    return Arrays.stream(texts).map(AddressRule::network).toList();
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    // Only characters of addresses: a name would be looked up.
    if (!host.matches("[0-9a-fA-F:.]+") || !(host.contains(":") || host.matches("[0-9.]+"))) {
      throw new IllegalArgumentException(
          text + " is not loopback, private or a network such as 10.1.0.0/16");
    }
    try {
      byte[] address = InetAddress.getByName(host).getAddress();
      int prefix =
          slash < 0 ? address.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
      if (prefix < 0 || prefix > address.length * Byte.SIZE) {
        throw new IllegalArgumentException(text + " has a prefix that is too long");
      }
      return new Network(new BigInteger(1, address), address.length * Byte.SIZE, prefix);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(text + " is not a network such as 10.1.0.0/16", e);
    }
  }
}
