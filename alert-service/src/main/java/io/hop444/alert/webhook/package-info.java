/**
 * Sends pending deliveries as Standard Webhooks 1.0: claims them from the table, signs, posts,
 * notes the outcome. What is sent and when it is tried again is decided elsewhere.
 */
package io.hop444.alert.webhook;
