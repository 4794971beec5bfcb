/**
 * The alert service: stores incidents, tells receivers, answers the API.
 *
 * <pre>
 *   Kafka hop444.incidents, findings, gaps
 *      |  kafka: decode, map; what cannot be read goes to hop444.dead-letters
 *      v
 *   domain: is it new, what changes, who is told
 *      v
 *   postgres: incident + timeline + feed + deliveries in one transaction, then Kafka is acknowledged
 *      |                          |                          |
 *      v                          v                          v
 *   http: GET /api/v1/...     feed: SSE from the table    webhook: deliveries from the table
 *   (access: who may)
 * </pre>
 *
 * <p>Nothing but this description belongs here.
 */
package io.hop444.alert;
