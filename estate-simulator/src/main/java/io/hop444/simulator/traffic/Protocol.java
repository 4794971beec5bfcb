/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

/** Protocols that the front end proxies. The share is in parts of a thousand. */
public enum Protocol {
  OWA("Owa", "MSExchangeOWAAppPool", "/owa", 220),
  ECP("Ecp", "MSExchangeECPAppPool", "/ecp", 20),
  EWS("Ews", "MSExchangeServicesAppPool", "/EWS", 170),
  MAPI("Mapi", "MSExchangeMapiMailboxAppPool", "/mapi", 330),
  EAS("Eas", "MSExchangeSyncAppPool", "/Microsoft-Server-ActiveSync", 150),
  RPC_HTTP("RpcHttp", "MSExchangeRpcProxyAppPool", "/rpc", 40),
  AUTODISCOVER("Autodiscover", "MSExchangeAutodiscoverAppPool", "/Autodiscover", 45),
  OAB("Oab", "MSExchangeOABAppPool", "/OAB", 15),
  POWERSHELL("PowerShell", "MSExchangePowerShellAppPool", "/powershell", 10);

  private final String folder;
  private final String pool;
  private final String directory;
  private final int share;

  Protocol(String folder, String pool, String directory, int share) {
    this.folder = folder;
    this.pool = pool;
    this.directory = directory;
    this.share = share;
  }

  /** Name in the column Protocol and of the log's folder. */
  public String folder() {
    return folder;
  }

  /** Application pool that serves it on the back end. */
  public String pool() {
    return pool;
  }

  /** Virtual directory. */
  public String directory() {
    return directory;
  }

  /** Parts of a thousand of people's requests. */
  public int share() {
    return share;
  }
}
