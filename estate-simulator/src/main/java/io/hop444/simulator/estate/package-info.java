/**
 * The made-up estate: which servers stand in which site, which builds they run and how their logs
 * look. Nothing here writes files or knows of time.
 */
package io.hop444.simulator.estate;
