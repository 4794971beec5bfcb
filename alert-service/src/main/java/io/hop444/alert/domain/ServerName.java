/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** A server of a site; the name is its NetBIOS name in lower case. */
public record ServerName(String site, String server) {}
