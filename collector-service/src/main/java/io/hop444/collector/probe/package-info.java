/**
 * Active TLS probes of port 444: a full handshake with the name that a front end would ask for,
 * what the server showed, and how long it took. No request is ever sent. Not here: what a probe
 * proves (the correlator's), and the certificates of a server's store ({@code inventory}).
 */
package io.hop444.collector.probe;
