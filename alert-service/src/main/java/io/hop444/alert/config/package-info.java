/**
 * The settings an operator can make, and their checks at start. Values are handed on as plain
 * types; no other package reads configuration by name.
 */
package io.hop444.alert.config;
