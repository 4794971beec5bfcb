// SPDX-License-Identifier: Apache-2.0
// What the snapshots of a server say of its port 444, as far as commands are filled with it.

const isOf444 = ({ endpoint }) => endpoint.endsWith(":444");

/** Whether two thumbprints are of one certificate. */
export const same = (one, other) => one != null && other != null && one.toUpperCase() === other.toUpperCase();

/**
 * Whether a certificate carries the server's short or full name, or a wildcard for the full one; as
 * the correlator judges it.
 *
 * @param fullName null when it is not known
 */
export function carries(certificate, server, fullName) {
  const short = String(server).toLowerCase();
  const full = fullName == null ? null : fullName.toLowerCase();
  const common = /(?:^|,\s*)CN=([^,]+)/i.exec(certificate.subject)?.[1] ?? "";
  return [...certificate.names, common].some((each) => {
    const own = each.trim().toLowerCase();
    if (own.startsWith("*.")) {
      return full === null || full === short + own.slice(1);
    }
    return own === short || (full === null ? own.startsWith(`${short}.`) : own === full);
  });
}

const isValid = ({ notBefore, notAfter }, at) => new Date(notBefore) <= at && at <= new Date(notAfter);

/** Setup makes this certificate for port 444. */
const preference = ({ friendlyName }) => (friendlyName === "Microsoft Exchange" ? 1 : 0);

/**
 * What is known of port 444.
 *
 * @returns binding: undefined where no source tells of bindings, null where none has port 444; bound: its
 *     thumbprint or null; good: thumbprint of a certificate of the server that would do, or null
 */
export function of444(server, snapshots, now = new Date()) {
  const newest = [...snapshots].sort((one, other) => new Date(other.lastTakenAt) - new Date(one.lastTakenAt));
  const fullName = newest.find((each) => each.fullName != null)?.fullName ?? null;
  const telling = newest.find(({ bindings, origin }) => origin !== "PROBE" || bindings.some(isOf444));
  const binding = telling === undefined ? undefined : (telling.bindings.find(isOf444) ?? null);
  const good = newest
    .filter(({ origin }) => origin === "INVENTORY")
    .flatMap(({ certificates }) => certificates)
    .filter((each) => each.hasPrivateKey && each.trusted !== false && isValid(each, now) && carries(each, server, fullName))
    .sort((one, other) => preference(other) - preference(one) || new Date(other.notAfter) - new Date(one.notAfter));
  return { binding, bound: binding?.thumbprint ?? null, good: good[0]?.thumbprint ?? null };
}
