/** The operator's settings, with their defaults and their meaning. Nothing else. */
package io.hop444.collector.config;
