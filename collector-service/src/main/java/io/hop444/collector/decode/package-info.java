/**
 * Reading a file piece by piece: a {@link io.hop444.collector.decode.LogParser} is given bytes as
 * they come and hands records to its {@link io.hop444.collector.decode.FileContext}. The same
 * parsers serve the live tail and the replay of history. Not here: what a line means (the packages
 * of the formats), and where bytes come from ({@code estate}, {@code file}).
 */
package io.hop444.collector.decode;
