/**
 * What is bound on a server: inventory snapshots in JSON and the output of netsh. Not here: whether
 * a binding is good.
 */
package io.hop444.collector.inventory;
