/**
 * Windows events from a Kafka topic that a shipper fills already. Offsets are committed only after
 * what was made of the events is acknowledged. Not here: the forms of events ({@code winevent}).
 */
package io.hop444.collector.topic;
