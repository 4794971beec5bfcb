/**
 * The live feed: Server-Sent Events with a durable cursor. One reader follows the table and hands
 * each event to all clients; a client that comes back catches up from the table first.
 * Authentication has happened before.
 */
package io.hop444.alert.feed;
