/**
 * Plays a simulation: an agenda of tasks in event time.
 *
 * <pre>
 * Engine ── Agenda ─┬─ PeopleTraffic ─┐
 *                   ├─ Probes ────────┼─ Journal → rows of IIS, HttpProxy, HTTPERR
 *                   ├─ HostNoise ─────┤
 *                   └─ FaultScript ───┴─ events, inventories
 * </pre>
 *
 * Judge decides how each request ends. The clock is never read here: time is what the caller plays
 * up to.
 */
package io.hop444.simulator.engine;
