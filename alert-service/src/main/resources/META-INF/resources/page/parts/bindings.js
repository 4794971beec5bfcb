// SPDX-License-Identifier: Apache-2.0
// What is bound on a server, as each source last showed it, and what is wrong with it.
import { html, nothing } from "../lit.js";
import { isOf444, same } from "../certificates.js";
import { time } from "../format.js";
import { name, names } from "../plain.js";
import { ORIGINS, spoken } from "../words.js";
import { copyButton } from "./copy-button.js";
import { expiryBadge } from "./expiry.js";

const PROBES = {
  OK: "the handshake works, and the certificate fits",
  NAME_NOT_RESOLVED: "the name could not be resolved",
  NOT_LISTENING: "nothing accepts connections",
  UNREACHABLE: "no connection",
  HANDSHAKE_RESET: "the server broke the handshake off",
  HANDSHAKE_TIMEOUT: "the handshake did not end",
  NO_CERTIFICATE: "no certificate was shown",
  PROTOCOL_MISMATCH: "no protocol or cipher in common",
  NOT_TLS: "the port does not speak TLS",
  EXPIRED: "the certificate is outside its validity",
  WRONG_NAME: "the certificate carries another name",
  UNTRUSTED: "the certificate is not trusted",
};

export function bindings({ snapshots }) {
  return html`<section aria-labelledby="bindings-title">
    <h2 id="bindings-title">Bindings and certificates</h2>
    ${snapshots.length === 0
      ? html`<p class="notice">Nothing shows what is bound: neither an inventory nor a probe of port 444 has come.</p>`
      : snapshots.map(snapshot)}
  </section>`;
}

function snapshot(each) {
  const { words, says } = ORIGINS[each.origin] ?? { words: spoken(each.origin), says: "" };
  const rest = each.certificates.filter(({ thumbprint }) => !each.bindings.some((binding) => same(binding.thumbprint, thumbprint)));
  return html`<div class="snapshot">
    <h3>${words} <span class="hint">${says}; last ${time(each.lastTakenAt, true)}${each.takenAt === each.lastTakenAt ? nothing : html`, the same since ${time(each.takenAt, true)}`}</span></h3>
    ${each.probe ? probe(each.probe) : nothing}
    ${each.bindings.length === 0
      ? each.probe ? nothing : html`<p class="notice bad"><b>No certificate is bound to any port.</b></p>`
      : html`${each.bindings.some(isOf444) || each.probe ? nothing : html`<p class="notice bad"><b>No certificate is bound to port 444.</b></p>`}
          <ul class="bound">${[...each.bindings].sort((one, other) => isOf444(other) - isOf444(one)).map((binding) => bound(binding, each))}</ul>`}
    ${each.iisSites.length > 0
      ? html`<details><summary>${each.iisSites.length === 1 ? "1 site" : `${each.iisSites.length} sites`} of IIS</summary>
          <ul class="plain">${each.iisSites.map((site) => html`<li><b>${name(site.name)}</b> <span class="file">${names(site.bindings, `site ${each.origin} ${site.id}`)}</span></li>`)}</ul></details>`
      : nothing}
    ${rest.length > 0
      ? html`<details><summary>${each.probe ? "Chain that was sent" : "Certificates that are bound to nothing"} (${rest.length})</summary>
          <ul class="bound">${rest.map((certificate) => html`<li>${facts(certificate, each.origin)}</li>`)}</ul></details>`
      : nothing}
    <p class="hint file">${name(each.file)}</p>
  </div>`;
}

function probe({ target, outcome, detail, protocol, cipherSuite, keyType }) {
  const good = outcome === "OK";
  return html`<p><span class="badge ${good ? "resolved" : "open"}"><span aria-hidden="true">${good ? "✓" : "✕"}</span> ${good ? "Works" : "Fails"}</span>
    <b class="foreign">${name(target)}</b>: ${PROBES[outcome] ?? spoken(outcome)}.
    <span class="hint">${name(detail)} ${[protocol, cipherSuite, keyType].filter((each) => each != null).map(name).join(", ")}</span></p>`;
}

function bound(binding, each) {
  const certificate = each.certificates.find(({ thumbprint }) => same(thumbprint, binding.thumbprint));
  const lacks = binding.thumbprint === null
    ? "no certificate is bound here"
    : certificate ? null : each.origin === "NETSH" ? null : "the certificate that is bound is not in the store";
  return html`<li class=${isOf444(binding) ? "of444" : ""}>
    <b class="endpoint">${name(binding.endpoint)}</b>
    <div>${lacks ? html`<span class="badge open"><span aria-hidden="true">✕</span> ${lacks}</span>` : nothing}
      ${certificate ? facts(certificate, each.origin, isOf444(binding)) : thumb(binding.thumbprint, each.origin)}</div>
  </li>`;
}

/** @param onPort444 whether it has to carry the name of the server */
function facts(certificate, origin, onPort444 = false) {
  const flag = (good, yes, no) => html`<span class="flag ${good ? "ok" : "bad"}"><span aria-hidden="true">${good ? "✓" : "✕"}</span> ${good ? yes : no}</span>`;
  return html`<div class="certificate">
    <p><b class="foreign">${name(certificate.friendlyName ?? certificate.subject)}</b>
      ${expiryBadge(certificate.notAfter)}</p>
    <p class="flags">${!onPort444 ? nothing : certificate.namesServer == null ? html`<span class="hint">it carries no name at all</span>` : flag(certificate.namesServer, "carries the server's name", "does not carry the server's name")}
      ${origin === "PROBE" ? nothing : flag(certificate.hasPrivateKey, "has its private key", "has no private key")}
      ${certificate.trusted == null ? html`<span class="hint">whether it is trusted is not known</span>` : flag(certificate.trusted, "trusted", "not trusted")}</p>
    <dl class="why compact"><dt>Subject</dt><dd class="foreign">${name(certificate.subject)}</dd>
      <dt>Names</dt><dd>${certificate.names.length > 0 ? names(certificate.names, `names ${origin} ${certificate.thumbprint}`, 6) : "none"}</dd>
      <dt>Issuer</dt><dd class="foreign">${certificate.issuer === certificate.subject ? "itself (self-signed)" : name(certificate.issuer)}</dd>
      <dt>Valid</dt><dd>${time(certificate.notBefore)} to ${time(certificate.notAfter, true)}</dd>
      <dt>Thumbprint</dt><dd>${thumb(certificate.thumbprint, origin)}</dd></dl>
  </div>`;
}

const thumb = (thumbprint, origin) =>
  thumbprint === null ? nothing : html`<span class="file">${name(thumbprint)}</span> ${copyButton(thumbprint, "Copy", `thumb ${origin} ${thumbprint}`)}`;
