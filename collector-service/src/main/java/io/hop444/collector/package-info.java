/**
 * The collector: files, Windows events and inventories become records in Kafka.
 *
 * <pre>
 *  estate        which files there are           (EstateLayout)
 *    │ bytes
 *  decode        pieces of a file → lines         (LogParser, LineParser)
 *    │ lines, events, documents
 *  iis · httpproxy · winevent · inventory         → wire records, or dead letters
 *
 *  push · topic · wevtutil · probe                sources that are not files; each off until set
 *    │ batches
 *  source        whose server, which position     (EventIntake, BatchShipping)
 * </pre>
 *
 * Not here: anything that judges what a record means; that is the correlator's.
 */
package io.hop444.collector;
