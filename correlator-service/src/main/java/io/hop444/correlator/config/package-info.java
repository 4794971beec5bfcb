/** The settings of the correlator, with the operator's text. Nothing else reads configuration. */
package io.hop444.correlator.config;
