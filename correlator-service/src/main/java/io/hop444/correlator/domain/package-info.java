/**
 * The rules: state, evidence and the moment in, incidents, findings and gaps out. Start with {@link
 * io.hop444.correlator.domain.Chronicler} (whatever the order) and {@link
 * io.hop444.correlator.domain.BackEndDetector} (in order), then {@link
 * io.hop444.correlator.domain.OpeningRules} (is it one?) and {@link
 * io.hop444.correlator.domain.CauseRules} (why?).
 *
 * <p>Not here: Kafka, Avro, clocks, files, frameworks. Constants cite what Windows and Exchange are
 * known to do; see docs/detection.md.
 */
package io.hop444.correlator.domain;
