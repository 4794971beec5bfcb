/**
 * Windows events polled with the system's own {@code wevtutil} where the collector runs on the
 * server itself, with a bookmark of its own for each channel. Not here: the form of the events
 * ({@code winevent}).
 */
package io.hop444.collector.wevtutil;
