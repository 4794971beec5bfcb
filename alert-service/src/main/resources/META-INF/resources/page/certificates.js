// SPDX-License-Identifier: Apache-2.0
// What the snapshots of a server say of its port 444, as far as commands are filled with it.

export const isOf444 = ({ endpoint }) => endpoint.endsWith(":444");

/** Whether two thumbprints are of one certificate. */
export const same = (one, other) => one != null && other != null && one.toUpperCase() === other.toUpperCase();

const isValid = ({ notBefore, notAfter }, at) => new Date(notBefore) <= at && at <= new Date(notAfter);

/** Setup makes this certificate for port 444. */
const preference = ({ friendlyName }) => (friendlyName === "Microsoft Exchange" ? 1 : 0);

/**
 * What is known of port 444.
 *
 * @param snapshots as the API answers them
 * @returns binding: undefined where no source tells of bindings, null where none has port 444; bound: its
 *     thumbprint or null; told: the snapshot that tells it; good: thumbprint of a certificate of the server
 *     that would do, or null; from: the snapshot that has it
 */
export function of444(snapshots, now = new Date()) {
  const newest = [...snapshots].sort((one, other) => new Date(other.lastTakenAt) - new Date(one.lastTakenAt));
  const telling = newest.find(({ bindings, origin }) => origin !== "PROBE" || bindings.some(isOf444));
  const binding = telling === undefined ? undefined : (telling.bindings.find(isOf444) ?? null);
  const good = newest
    .filter(({ origin }) => origin === "INVENTORY")
    .flatMap((from) => from.certificates.map((each) => ({ each, from })))
    .filter(({ each }) => each.hasPrivateKey && each.trusted !== false && each.namesServer && isValid(each, now))
    .sort(({ each: one }, { each: other }) => preference(other) - preference(one) || new Date(other.notAfter) - new Date(one.notAfter));
  return { binding, bound: binding?.thumbprint ?? null, told: telling ?? null, good: good[0]?.each.thumbprint ?? null, from: good[0]?.from ?? null };
}
