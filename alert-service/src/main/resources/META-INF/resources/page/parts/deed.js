// SPDX-License-Identifier: Apache-2.0
// A change that a person asks the service for: while it runs, when it fails, and asking twice first
// where it cannot be taken back.
import { html, nothing } from "../lit.js";
import { refusal } from "../refusal.js";
import { update } from "../state.js";
import { toast } from "./toasts.js";

/** Deeds by their key: {busy, failure, asked}. */
const deeds = new Map();

const deedOf = (key) => deeds.get(key) ?? { busy: false, failure: "", asked: false };

function set(key, change) {
  deeds.set(key, { ...deedOf(key), ...change });
  update();
}

export function forgetDeeds() {
  deeds.clear();
}

export const isBusy = (key) => deedOf(key).busy;

/**
 * Runs `work`, one at a time.
 *
 * @param done what is said when it worked
 * @returns the answer, or true where there is none; undefined when it failed
 */
export async function deed(key, work, done) {
  if (deedOf(key).busy) {
    return undefined;
  }
  set(key, { busy: true, failure: "", asked: false });
  try {
    const answer = await work();
    set(key, { busy: false });
    if (done) {
      toast(done);
    }
    return answer ?? true;
  } catch (problem) {
    set(key, { busy: false, failure: refusal(problem) });
    return undefined;
  }
}

/** Why the deed failed the last time. */
export function deedFailure(key) {
  const { failure } = deedOf(key);
  return failure ? html`<p class="error" role="alert">${failure}</p>` : nothing;
}

/** A button that does something at once. */
export function deedButton(key, words, run, kind = "") {
  return html`<button type="button" class=${kind} ?disabled=${isBusy(key)} @click=${run}>${words}</button>`;
}

/**
 * A button that asks before it does something.
 *
 * @param question what is about to happen; the second button says `words` again
 */
export function askingButton(key, words, question, run) {
  if (!deedOf(key).asked) {
    return html`<button type="button" class="small" ?disabled=${isBusy(key)}
      @click=${() => set(key, { asked: true })}>${words}</button>`;
  }
  return html`<span class="asking" role="group" aria-label=${question}>${question}
    <button type="button" class="small main" @click=${run}>${words}</button>
    <button type="button" class="small" @click=${() => set(key, { asked: false })}>Keep</button></span>`;
}
