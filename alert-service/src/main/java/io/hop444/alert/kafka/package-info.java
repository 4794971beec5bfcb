/**
 * From Kafka into the tables: consumers, mapping of the wire's records into the domain's, dead
 * letters, creation of topics. Acknowledged only after the commit; no decisions here.
 */
package io.hop444.alert.kafka;
