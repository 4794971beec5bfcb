/**
 * Pseudonyms for people: what leaves the site names nobody unless the operator says so. Not here:
 * who counts as a person ({@code domain.RequesterRules}).
 */
package io.hop444.collector.redaction;
