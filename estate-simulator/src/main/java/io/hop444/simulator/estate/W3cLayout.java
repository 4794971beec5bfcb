/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.estate;

/** The columns a server's IIS logs have. */
public enum W3cLayout {
  /** What IIS writes when nobody changed anything. */
  STANDARD(
      "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent)"
          + " cs(Referer) sc-status sc-substatus sc-win32-status time-taken",
      ""),
  /** Bytes switched on. */
  WITH_BYTES(
      "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent)"
          + " cs(Referer) sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken",
      ""),
  /** Site, computer, version, cookie and host switched on. */
  WIDE(
      "date time s-sitename s-computername s-ip cs-method cs-uri-stem cs-uri-query s-port"
          + " cs-username c-ip cs-version cs(User-Agent) cs(Cookie) cs(Referer) cs-host sc-status"
          + " sc-substatus sc-win32-status sc-bytes cs-bytes time-taken",
      ""),
  /** A custom last column; IIS then writes to a file whose name ends in {@code _x}. */
  FORWARDED_FOR(
      "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent)"
          + " cs(Referer) sc-status sc-substatus sc-win32-status time-taken X-Forwarded-For",
      "_x");

  private final String fields;
  private final String fileSuffix;

  W3cLayout(String fields, String fileSuffix) {
    this.fields = fields;
    this.fileSuffix = fileSuffix;
  }

  /** The list behind {@code #Fields:}. */
  public String fields() {
    return fields;
  }

  /** What stands between the date and {@code .log} in the file's name. */
  public String fileSuffix() {
    return fileSuffix;
  }
}
