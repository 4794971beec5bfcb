/**
 * What the collector knows without files, Kafka or a framework: names of servers, who is behind a
 * request. Only the JDK's language, collection, time and number types are used here; a test
 * enforces it. Not here: formats of logs ({@code iis}, {@code httpproxy}, {@code winevent}).
 */
package io.hop444.collector.domain;
