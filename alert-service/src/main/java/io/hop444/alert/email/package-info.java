/* SPDX-License-Identifier: Apache-2.0 */
/** Tells people by mail (SMTP). When it is sent again is decided in {@code delivery}. */
package io.hop444.alert.email;
