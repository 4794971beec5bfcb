/**
 * Windows events: which exist, and how wevtutil and the usual shippers write them. When an event
 * happens is decided by the engine.
 */
package io.hop444.simulator.event;
