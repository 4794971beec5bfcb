/* SPDX-License-Identifier: Apache-2.0 */

/**
 * A real Kafka broker and a real PostgreSQL on this machine, without Docker or an installation.
 *
 * <p>{@link io.hop444.localstack.LocalBroker} and {@link io.hop444.localstack.LocalPostgres} keep
 * their data in a directory and go on with it at the next start, also after {@code kill -9}. Tests
 * share one of each per JVM through {@link io.hop444.localstack.LocalStack} or {@link
 * io.hop444.localstack.LocalStackExtension}. {@link io.hop444.localstack.BrokerMain} is the broker
 * as a process of its own. Not here: anything that knows a topic, a table or a service of hop444.
 */
package io.hop444.localstack;
