/**
 * How the process of a service ends when it cannot start, the same for all of them. Not here: which
 * settings there are, and what is wrong with one.
 */
package io.hop444.schemas.start;
