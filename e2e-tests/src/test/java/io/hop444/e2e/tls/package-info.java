/**
 * A bench with real TLS: a back end on a local port that serves real certificates, or none; front
 * ends that ask it and judge its certificate as Exchange's do; the collector's own probe; and the
 * correlator's own rules on the logs that come of it. Runs in this process, with event time of its
 * own.
 */
package io.hop444.e2e.tls;
