/**
 * {@code hop444 replay}: reads the logs of an estate in order of event time, runs them through the
 * correlation, and writes one report.
 *
 * <p>Not here: how a log is parsed (the collector's parsers) and what makes an incident (the
 * correlator's rules); they are the same as for live traffic.
 */
package io.hop444.cli.replay;
