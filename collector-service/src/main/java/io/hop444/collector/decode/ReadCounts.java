/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

/**
 * What came out of a file so far.
 *
 * @param lines lines seen, headers, comments and blank lines included
 * @param records records made, dead letters not included
 * @param ignored rows and events that are understood and do not bear on port 444
 * @param undecodable lines, events or documents that could not be read
 */
public record ReadCounts(long lines, long records, long ignored, long undecodable) {}
