/**
 * What an incident is, which changes it may see, who is told about one and when a notification is
 * tried again. Pure: no clock, no randomness, no framework, no JSON, no SQL; all of those are
 * arguments or live in the packages around. Start at {@link io.hop444.alert.domain.Incident}.
 */
package io.hop444.alert.domain;
