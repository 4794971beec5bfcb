/**
 * Records to Kafka, and the wait for a broker that is away. What goes to which topic under which
 * key is {@code schemas}' knowledge, not this package's.
 */
package io.hop444.collector.kafka;
