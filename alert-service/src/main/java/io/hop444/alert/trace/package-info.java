/**
 * Spans of what is stored and sent (docs/adr/0113). The trace comes with the correlator's record,
 * is kept with the notifications in the table, and goes on to receivers by HTTP, also where this
 * service tells no spans of its own. Decides nothing about incidents or deliveries.
 */
package io.hop444.alert.trace;
