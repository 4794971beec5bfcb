/**
 * {@code hop444 check-config}: tries what the services will do with their settings, and says what
 * will fail, where it is written and what to do. The rules are the services' own: their mappings of
 * settings, parsers of files and lists of topics. Nothing is changed, neither in Kafka nor in
 * PostgreSQL; a test file in data folders is removed at once.
 */
package io.hop444.cli.checkconfig;
