/**
 * An estate's folder: which files it holds, and reading one of them to its end. This is what the
 * replay of history uses, as a plain library:
 *
 * <pre>{@code
 * for (LogFile file : EstateLayout.scan(folder).files()) {
 *   try (RecordReader reader = RecordReader.open(file, ReaderSettings.forReplay(clock))) {
 *     for (SpecificRecord r = reader.next(); r != null; r = reader.next()) { ... }
 *   }
 * }
 * }</pre>
 *
 * Not here: following files that grow ({@code file}).
 */
package io.hop444.collector.estate;
