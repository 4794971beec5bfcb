/**
 * Spans of what is judged and told (docs/adr/0113), and the header that takes the trace of an
 * incident to the alert service. The collector decides which records are traced; changes of
 * incidents always are. Decides nothing about verdicts.
 */
package io.hop444.correlator.trace;
