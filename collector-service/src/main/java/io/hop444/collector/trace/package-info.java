/**
 * Spans of what is shipped (docs/adr/0113): which records are traced, and the header that takes the
 * trace to the correlator. It hangs on the producers as an interceptor, and on nothing when tracing
 * is off. What of a record may stand in a span is decided here: places, never the line.
 */
package io.hop444.collector.trace;
