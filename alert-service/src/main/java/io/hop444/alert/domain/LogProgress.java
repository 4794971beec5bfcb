/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How far one log of a server is read.
 *
 * @param log folder below the server's (W3SVC2, HttpProxy/Owa); empty for the server as a whole
 * @param kind FRONT_END_IIS, BACK_END_IIS, HTTP_PROXY ...
 * @param file read last; null before the first
 * @param offset bytes of that file that Kafka has
 * @param lagBytes bytes of this log that Kafka does not have yet, over all its files
 * @param readUpTo event time of the latest row that Kafka has; null before the first
 * @param saidAt by the collector's clock
 * @param clockSkew the server's clock less the collector's; null while not known
 */
public record LogProgress(
    ServerName server,
    String collector,
    String log,
    String kind,
    String file,
    long offset,
    long size,
    long lagBytes,
    Instant readUpTo,
    Instant saidAt,
    Duration clockSkew) {}
