/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.estate;

/** The shape in which a server's Windows events reach the folder {@code events}. */
public enum EventFormat {
  /** {@code wevtutil qe /f:xml}: no message at all. */
  XML,
  /** {@code wevtutil qe /f:RenderedXml} on an English system. */
  RENDERED_XML,
  /** The same on a German system: message and level are translated. */
  RENDERED_XML_GERMAN,
  /** The same on a French system. */
  RENDERED_XML_FRENCH,
  /** Winlogbeat, Elastic Common Schema, one document a line. */
  WINLOGBEAT,
  /** NXLog {@code im_msvistalog} with {@code to_json}. */
  NXLOG,
  /** OpenWEC, output format Json. */
  OPENWEC,
  /** Fluent Bit {@code winevtlog}: the names of the event data are lost. */
  FLUENT_BIT
}
