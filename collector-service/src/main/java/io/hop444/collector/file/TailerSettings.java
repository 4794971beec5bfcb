/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReaderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * How an estate is followed.
 *
 * @param collector its id
 * @param estate its folder
 * @param fromEnd whether the files of the very first start are followed from their end on
 * @param listEvery time between two listings of the folder
 * @param maxUnitBytes longest line, event or inventory
 * @param ofSite how the files of a site are read
 */
public record TailerSettings(
    String collector,
    Path estate,
    boolean fromEnd,
    Duration listEvery,
    int maxUnitBytes,
    Function<String, ReaderSettings> ofSite) {}
