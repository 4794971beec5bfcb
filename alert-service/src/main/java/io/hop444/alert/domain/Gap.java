/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;

/**
 * Evidence that should exist and was not collected.
 *
 * @param log W3SVC2, HttpProxy/Owa ...
 * @param reason NOT_COLLECTED, DELETED_UNREAD ...
 * @param open false once the log is collected again
 */
public record Gap(
    String id,
    long version,
    ServerName server,
    String log,
    String reason,
    boolean open,
    Instant firstAt,
    Instant lastAt,
    String detail) {}
