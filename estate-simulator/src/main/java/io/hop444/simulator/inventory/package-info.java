/** Bindings and certificates of a server, and how an inventory and netsh print them. */
package io.hop444.simulator.inventory;
