// SPDX-License-Identifier: Apache-2.0
// Plain words for the names the API uses.

/** @type short for lists; clause goes on "the second hop fails because …" */
export const CAUSES = {
  BINDING_MISSING: {
    short: "No certificate bound",
    clause: "no certificate is bound to port 444",
  },
  CERTIFICATE_UNUSABLE: {
    short: "Certificate unusable",
    clause: "a certificate is bound to port 444, but Windows cannot use it (deleted, or no private key)",
  },
  NAME_MISMATCH: {
    short: "Wrong name in certificate",
    clause: "the certificate on port 444 does not carry the server's name",
  },
  UNTRUSTED: {
    short: "Certificate not trusted",
    clause: "the front ends do not trust the certificate on port 444",
  },
  EXPIRED: {
    short: "Certificate expired",
    clause: "the certificate on port 444 is outside its validity",
  },
  CERTIFICATE_REJECTED: {
    short: "Certificate rejected",
    clause: "the front ends reject the certificate on port 444; nothing collected says why",
  },
  BINDING_CONFLICT: {
    short: "Port 444 not registered",
    clause: "the site could not register port 444: it is bound to a single address, or taken",
  },
  TLS_HANDSHAKE_FAILING: {
    short: "TLS handshake fails",
    clause: "TLS on port 444 fails before any answer; nothing collected says why",
  },
};

export const causeOf = (name) => CAUSES[name] ?? { short: String(name), clause: String(name) };

export const STATES = {
  OPEN: { word: "Open", mark: "●" },
  ACKNOWLEDGED: { word: "Acknowledged", mark: "◐" },
  RESOLVED: { word: "Resolved", mark: "✓" },
};

export const stateOf = (name) => STATES[name] ?? { word: String(name), mark: "?" };

/** Orders of the list beside that without a name, newest first. */
export const SORTS = { oldest: "Oldest first", people: "Most people", requests: "Most failed requests" };

export const CONFIDENCES = { HIGH: "High", MEDIUM: "Medium", LOW: "Low" };

export const EVENTS = {
  "incident.opened": "Opened",
  "incident.updated": "Updated",
  "incident.acknowledged": "Acknowledged",
  "incident.resolved": "Resolved",
  "incident.reopened": "Opened again",
  "incident.assigned": "Assigned",
  "incident.commented": "Comment",
  "incident.severity-changed": "Severity",
  "incident.ticket-changed": "Ticket",
};

export const EVIDENCE_KINDS = {
  HTTP_PROXY: "Front end's proxy log",
  FRONT_END_IIS: "Front end's web log",
  BACK_END_IIS: "Back end's web log",
  HTTP_ERR: "HTTP.sys error log",
  WINDOWS_EVENT: "Windows event",
  BINDING_SNAPSHOT: "Snapshot of bindings",
  READ_PROGRESS: "Read progress",
  OTHER: "Record",
};

/** Who tells what is bound. */
export const ORIGINS = {
  INVENTORY: { words: "Inventory", says: "a list of bindings, sites and certificates that the server wrote" },
  NETSH: { words: "netsh", says: "the bindings of HTTP.sys; it tells nothing of the certificates" },
  PROBE: { words: "Probe", says: "what a TLS handshake with port 444 showed" },
};

export const SEVERITIES = { OUTAGE: "Outage", WARNING: "Warning", INFO: "Info" };

/** `APP_POOL_STOPPED` as `App pool stopped`. */
export function spoken(name) {
  const text = String(name ?? "").replaceAll("_", " ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
