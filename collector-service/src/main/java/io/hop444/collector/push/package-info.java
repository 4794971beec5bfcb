/**
 * Windows events that shippers push over HTTP: a listener of its own, apart from health and
 * metrics, with a token. An answer is given only after Kafka has acknowledged. Not here: the forms
 * of events ({@code winevent}).
 */
package io.hop444.collector.push;
