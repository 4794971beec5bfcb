/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

/**
 * A user agent in the spelling of both logs.
 *
 * @param proxied as HttpProxy writes it: commas are blanks
 * @param logged as IIS writes it: blanks are plus signs
 */
public record Agent(String proxied, String logged) {

  static final Agent EDGE =
      of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0");
  static final Agent FIREFOX =
      of("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0");
  static final Agent OUTLOOK =
      of("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17126; Pro)");
  static final Agent MAC_OUTLOOK = of("MacOutlook/16.80.23121017 (Arm64 Mac OS X Version 14.1)");
  static final Agent PHONE = of("Android-SAMSUNG-SM-S911B/101.1300");
  static final Agent RPC = of("MSRPC");
  static final Agent BITS = of("Microsoft BITS/7.8");
  static final Agent SHELL = of("Microsoft WinRM Client");
  static final Agent LOCAL_PROBE = of("AMProbe/Local/ClientAccess");
  static final Agent BALANCER = of("kube-probe-lb/1.4");

  static Agent of(String text) {
    return new Agent(text.replace(',', ' '), text.replace(' ', '+'));
  }
}
