/**
 * Spans of the services, from a log line to the notification (docs/adr/0113). {@link
 * io.hop444.tracing.LineTrace} makes ids of what is traced, {@link io.hop444.tracing.TraceParent}
 * carries them from part to part, {@link io.hop444.tracing.Tracing} takes spans that have ended and
 * delivers them. What is worth a span is each service's own knowledge and does not belong here.
 */
package io.hop444.tracing;
