/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.push;

/** Why a request was not taken; a shipper keeps what it sent, and most try again. */
public enum PushRefusal {
  /** No such path. */
  NOT_FOUND(404, 0, "events are posted to " + PushServer.PATH),
  /** Another method than POST. */
  METHOD_NOT_ALLOWED(405, 0, "events are posted"),
  /** No token, or a wrong one. */
  UNAUTHORIZED(401, 0, "send Authorization: Bearer and a token of collector.push"),
  /** More than {@code collector.push.max-body-bytes}, compressed or not. */
  TOO_LARGE(413, 0, "the body is larger than collector.push.max-body-bytes; send less at a time"),
  /** Compressed in a way that is not known. */
  UNKNOWN_ENCODING(415, 0, "Content-Encoding is gzip or none"),
  /** The compressed body is damaged. */
  DAMAGED(400, 0, "the body is not gzip"),
  /** Too much is on its way. */
  BUSY(429, 1, "too much is on its way"),
  /** Kafka does not answer, or did not acknowledge in time. */
  NOT_DURABLE(503, 5, "Kafka did not acknowledge; send again");

  private final int status;
  private final int retryAfterSeconds;
  private final String message;

  PushRefusal(int status, int retryAfterSeconds, String message) {
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.message = message;
  }

  int status() {
    return status;
  }

  /** 0 when the answer will not change by waiting. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  String message() {
    return message;
  }
}
