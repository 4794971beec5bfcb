/**
 * Broker and certificates for tests of everything that guards the connections between the parts:
 * TLS, client certificates, SCRAM, OAuth tokens, ACLs. Real ones; only the authority and the issuer
 * are made up. Nothing here is for production.
 */
package io.hop444.localstack.secured;
