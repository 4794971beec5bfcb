/**
 * Windows events in every form that shippers write: one kind of record comes out. {@link
 * io.hop444.collector.winevent.EventKinds} lists the events that bear on port 444. Not here: what
 * an event proves.
 */
package io.hop444.collector.winevent;
