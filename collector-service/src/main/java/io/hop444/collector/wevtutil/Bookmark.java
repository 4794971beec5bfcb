/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.wevtutil;

/**
 * How far a channel is acknowledged.
 *
 * @param channel its name
 * @param recordId of the last event that was taken; 0 before the first
 * @param createdAt its time as written: another time under the same id means that the log was
 *     cleared since
 * @param incarnation 1, and one more each time the log was cleared
 */
record Bookmark(String channel, long recordId, String createdAt, int incarnation) {

  /** Source of the records: a cleared log counts from 1 again, and its records are new ones. */
  String source() {
    return "channel:" + channel + (incarnation == 1 ? "" : "#" + incarnation);
  }

  Bookmark behind(long newRecordId, String newCreatedAt) {
    return new Bookmark(channel, newRecordId, newCreatedAt, incarnation);
  }

  Bookmark cleared() {
    return new Bookmark(channel, 0, "", incarnation + 1);
  }
}
