// SPDX-License-Identifier: Apache-2.0
// What each kind of finding looks like, why it is no incident of port 444, and what to do. The rules
// are in docs/detection.md.

/**
 * @type short for lists; looks: what one sees; why it is not the certificate on 444; act: what to do
 */
export const FINDINGS = {
  APP_POOL_STOPPED: {
    short: "Application pool stopped",
    why: "The back end's own HTTP.sys answered 503. So TLS on 444 works, and the request got as far as a pool that does not run.",
    act: "On the back end look for WAS 5002, 5057 or 5059 in the System log, repair what stopped the pool, and start it in IIS Manager.",
  },
  BACK_END_ERROR: {
    short: "Back end answers with errors",
    why: "The back end answered with a number of its own (5xx). A number can only come over a TLS connection that works.",
    act: "Read the back end's Application log at these times (ASP.NET 1309, MSExchange sources).",
  },
  BACK_END_UNREACHABLE: {
    short: "Back end unreachable",
    why: "The connection was not accepted at all (ConnectFailure). TLS never began, so no certificate was asked for.",
    act: "Is the server up? Does anything listen on 444, and does a firewall let the front ends through?",
  },
  BACK_END_TIMEOUT: {
    short: "Back end too slow",
    why: "The request was sent and not answered in time. The connection was there.",
    act: "Look at load, disks and Active Directory latency of the back end.",
  },
  NAME_RESOLUTION: {
    short: "Name not resolved",
    why: "The front end could not find the back end's address. It never connected.",
    act: "Check DNS on the front end that is named here.",
  },
  KERBEROS: {
    short: "Kerberos fails",
    why: "The back end answered 401 over TLS: the connection works, the front end's identity was refused.",
    act: "Check clocks, service principal names and the alternate service account.",
  },
  AUTH_CERTIFICATE: {
    short: "Auth certificate",
    why: "The Exchange Auth certificate signs sign-in cookies and tokens. It is bound to no port.",
    act: "Check it with Get-AuthConfig and renew it as Microsoft describes (MonitorExchangeAuthCertificate.ps1).",
  },
  ROUTING: {
    short: "Mailbox not located",
    why: "The front end did not know which back end to ask; the request was never proxied.",
    act: "Check mailbox databases, the mailbox named in the records, and Active Directory.",
  },
  THROTTLING: {
    short: "Throttled",
    why: "The front end refused the request itself, because too many are outstanding. It was never proxied.",
    act: "Find out who sends so many, or why the back end answers so slowly that they pile up.",
  },
  TRANSIENT: {
    short: "Single failure",
    why: "A request failed between others that succeeded. A bad certificate does not let the neighbours through.",
    act: "Nothing, unless it becomes frequent: pools that recycle and connections that were kept too long look like this.",
  },
  FRONT_END_TRUST: {
    short: "One front end refuses",
    why: "A single front end refuses certificates that others accept. The fault is that front end's trust, not the back end.",
    act: "Compare its root certificates and AllowInternalUntrustedCerts with those of a front end that works.",
  },
  TLS_CONFIGURATION: {
    short: "TLS settings do not fit",
    why: "The two ends share no protocol or cipher (Schannel 36874), and nothing says that a certificate is bad.",
    act: "Compare TLS versions and cipher suites of the front ends and the back end; was one of them hardened lately?",
  },
  FRONT_DOOR_CERTIFICATE: {
    short: "Certificate on 443",
    why: "Event 15021 names port 443: the front door's certificate, which clients see. The second hop is not concerned.",
    act: "Repair the binding of the Default Web Site on 443 of this server.",
  },
  MAINTENANCE: {
    short: "Binding replaced",
    why: "The binding on 444 was taken away and put back, and no request failed meanwhile.",
    act: "Nothing, if somebody meant to do it. Otherwise find out who did.",
  },
  CERTIFICATE_EXPIRING: {
    short: "Certificate expires soon",
    why: "Nothing fails yet. When the certificate bound to 444 runs out, front ends that verify it will refuse it.",
    act: "Renew the certificate and bind the new one to the Exchange Back End site on 444.",
  },
  CERTIFICATE_ARMED: {
    short: "Breaks at next restart",
    why: "Nothing fails yet: HTTP.sys still serves a certificate that is gone from the store, or without its private key.",
    act: "Bind a usable certificate before the server or HTTP.sys restarts.",
  },
  OTHER: {
    short: "Other",
    why: "It was recognised, and is no failure of the certificate on port 444.",
    act: "Read the records.",
  },
};

const UNKNOWN = { why: "This page does not know the kind; the summary and the records say what was seen.", act: "Read the records." };

export const findingOf = (kind) => FINDINGS[kind] ?? { short: String(kind), ...UNKNOWN };
