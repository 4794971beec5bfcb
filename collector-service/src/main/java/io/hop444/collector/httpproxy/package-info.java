/**
 * HttpProxy logs: what the front end did with each request. Start with {@link
 * io.hop444.collector.httpproxy.HttpProxyParser}. Not here: what a status or error code means.
 */
package io.hop444.collector.httpproxy;
