/**
 * Who may do what: bearer tokens, roles, security headers. Asks before any route is reached; what a
 * role may do is said where it is done, with {@link io.hop444.alert.access.Caller#require}.
 */
package io.hop444.alert.access;
