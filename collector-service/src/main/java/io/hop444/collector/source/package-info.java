/**
 * What sources that are not files have in common: events that are pushed, read from a topic or
 * polled, and probes. They hand over whole batches and go on only when Kafka has acknowledged them
 * ({@link io.hop444.collector.source.BatchShipping}). Not here: how each of them gets its input
 * ({@code push}, {@code topic}, {@code wevtutil}, {@code probe}).
 */
package io.hop444.collector.source;
