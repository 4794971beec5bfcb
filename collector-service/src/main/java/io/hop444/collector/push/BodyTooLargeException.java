/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.push;

import java.io.IOException;

/** A body that is, or expands to, more than is taken. */
final class BodyTooLargeException extends IOException {

  BodyTooLargeException() {
    super("the body is too large");
  }
}
