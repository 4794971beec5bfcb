/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReaderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * How an estate is followed.
 *
 * @param collector its id
 * @param estate its folder
 * @param readSince files of the very first start that were written last before this are followed
 *     from their end on; {@link Instant#MIN} reads all, {@link Instant#MAX} none
 * @param listEvery time between two listings of the folder
 * @param maxUnitBytes longest line, event or inventory
 * @param ofSite how the files of a site are read
 */
public record TailerSettings(
    String collector,
    Path estate,
    Instant readSince,
    Duration listEvery,
    int maxUnitBytes,
    Function<String, ReaderSettings> ofSite) {}
