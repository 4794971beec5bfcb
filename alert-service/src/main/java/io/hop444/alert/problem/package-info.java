/**
 * Answers that are no success, as RFC 9457 writes them, and the rule for parameters; for the API
 * and the live feed alike.
 */
package io.hop444.alert.problem;
