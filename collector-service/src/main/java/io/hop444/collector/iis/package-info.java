/**
 * Logs of IIS and HTTP.sys: header-driven rows in W3C format, whose columns may change in mid-file.
 * Start with {@link io.hop444.collector.iis.W3cParser}. Not here: what a row proves.
 */
package io.hop444.collector.iis;
