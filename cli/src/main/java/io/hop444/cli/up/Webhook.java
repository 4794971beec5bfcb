/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Optional;

/**
 * Where incidents are sent.
 *
 * @param secret signing key as Standard Webhooks 1.0 writes it: {@code whsec_} and base64 of 24 to
 *     64 bytes
 */
record Webhook(URI url, String secret) {

  private static final String PREFIX = "whsec_";
  private static final int MINIMUM_KEY_BYTES = 24;
  private static final int MAXIMUM_KEY_BYTES = 64;
  private static final String NEW_SECRET = " A new one: echo \"whsec_$(openssl rand -base64 24)\".";

  /**
   * @param url null where none is wanted
   * @param secret null where none is given
   */
  static Optional<Webhook> parse(String url, String secret) throws ConfigurationException {
    if (url == null && secret == null) {
      return Optional.empty();
    }
    if (url == null) {
      throw new ConfigurationException(
          "--webhook-secret is given without --webhook. Add --webhook URL, or leave both out.");
    }
    if (secret == null) {
      throw new ConfigurationException(
          "--webhook needs a signing secret. Add --webhook-secret-file FILE or --webhook-secret"
              + " whsec_..."
              + NEW_SECRET);
    }
    checkSecret(secret);
    return Optional.of(new Webhook(parseUrl(url), secret));
  }

  private static URI parseUrl(String url) throws ConfigurationException {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new ConfigurationException(
          "--webhook is no URL: " + e.getMessage() + ". Give one like https://host/path.");
    }
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null) {
      throw new ConfigurationException(
          "--webhook must be an http or https URL with a host, like https://host/path; this is "
              + withoutUserInfo(uri)
              + ".");
    }
    if (uri.getUserInfo() != null) {
      throw new ConfigurationException(
          "--webhook holds a user name or password; they would end up in logs. Remove the part"
              + " before the @: deliveries are signed with --webhook-secret.");
    }
    return uri;
  }

  private static String withoutUserInfo(URI uri) {
    return uri.toString().replaceAll("//[^/@]*@", "//");
  }

  private static void checkSecret(String secret) throws ConfigurationException {
    if (!secret.startsWith(PREFIX)) {
      throw new ConfigurationException(
          "The webhook secret does not begin with " + PREFIX + "." + NEW_SECRET);
    }
    int bytes;
    try {
      bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "The webhook secret is not base64 behind " + PREFIX + "." + NEW_SECRET);
    }
    if (bytes < MINIMUM_KEY_BYTES || bytes > MAXIMUM_KEY_BYTES) {
      throw new ConfigurationException(
          "The webhook secret holds "
              + bytes
              + " bytes; Standard Webhooks wants "
              + MINIMUM_KEY_BYTES
              + " to "
              + MAXIMUM_KEY_BYTES
              + "."
              + NEW_SECRET);
    }
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "Webhook[" + url + "]";
  }
}
