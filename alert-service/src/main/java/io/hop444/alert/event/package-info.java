/**
 * What leaves this service: the JSON of incidents, findings and gaps, and the bodies of events that
 * webhooks and the live feed carry. No sending here, and no reading of the database.
 */
package io.hop444.alert.event;
