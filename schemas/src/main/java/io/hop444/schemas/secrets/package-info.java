/**
 * What an operator may exchange while the services run: passwords and certificates of Kafka's
 * clients, read from their files again. Named in the settings of the clients (docs/security.md).
 */
package io.hop444.schemas.secrets;
