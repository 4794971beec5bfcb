/**
 * Log files as IIS, Exchange and Windows leave them: names, headers, rotation, buffered appends.
 * What stands in a row is not decided here.
 */
package io.hop444.simulator.file;
