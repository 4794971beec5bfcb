/**
 * The alert service: stores incidents, tells receivers, answers the API.
 *
 * <pre>
 *   Kafka hop444.incidents, findings, gaps, read-progress
 *      |  kafka: decode, map; what cannot be read goes to hop444.dead-letters
 *      v
 *   domain: is it new, what changes, who is told
 *      v
 *   postgres: incident + timeline + feed + deliveries in one transaction, then Kafka is acknowledged
 *      |                          |                          |
 *      v                          v                          v
 *   http: GET /api/v1/...     feed: SSE from the table    delivery: deliveries from the table
 *   (access: who may)                                     written by webhook, pagerduty, servicenow,
 *   ticket: what ticket systems say                       jira, alertmanager, teams, slack, email
 * </pre>
 *
 * <p>Who is told of what is decided in {@code routing}, as {@code routesfile} read it; what every
 * receiver is told is in {@code notice}, what an operator says of one in {@code receiver}.
 *
 * <p>Nothing but this description belongs here.
 */
package io.hop444.alert;
