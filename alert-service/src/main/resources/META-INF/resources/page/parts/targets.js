// SPDX-License-Identifier: Apache-2.0
// The targets: whether each takes notices, what waits for it, and switching it off, on or testing it.
import { html, nothing } from "../lit.js";
import { get, post } from "../api.js";
import { AskAgain } from "../ask-again.js";
import { count, duration, number, time } from "../format.js";
import { name } from "../plain.js";
import { address, here } from "../screens/address.js";
import { state, update } from "../state.js";
import { deed, deedButton, deedFailure, isBusy } from "./deed.js";
import { deliveryState, reasonOf, targetKind } from "./delivery-words.js";
import { Reading } from "./reading.js";

const TEST_AGAIN_MILLIS = 1_000;
/** A receiver that does not answer by then is tried again later; the log of deliveries tells. */
const TEST_LOOKS = 30;

const standing = new Reading(() => get("targets"));
/** Target whose form for a reason is open. */
let disabling = "";
/** Tests by target: {subject, deliveries, looks}. */
const tests = new Map();

const again = new AskAgain({
  ask: () => Promise.all([...tests].filter(([, test]) => isRunning(test)).map(([target, test]) => look(target, test))),
  isWanted: () => state.route.screen === "notifications" && here("part") === "targets" && [...tests.values()].some(isRunning),
  everyMillis: TEST_AGAIN_MILLIS,
});

const call = (target, verb, body) => post(`targets/${encodeURIComponent(target)}/${verb}`, body);

async function enable(target) {
  if (await deed(`enable ${target}`, () => call(target, "enable"), `${target} gets notices again.`)) {
    standing.reload();
  }
}

async function disable(target, reason) {
  if (await deed(`disable ${target}`, () => call(target, "disable", { reason }), `${target} gets no more notices.`)) {
    disabling = "";
    standing.reload();
  }
}

async function test(target) {
  const begun = await deed(`test ${target}`, () => call(target, "test"), `Test of ${target} begins.`);
  if (begun) {
    tests.set(target, { subject: begun.subject, deliveries: [], looks: 0 });
    again.now();
  }
}

/** Until both messages of the test came to an end. */
const isRunning = ({ deliveries, looks }) =>
  looks < TEST_LOOKS && (deliveries.length < 2 || deliveries.some(({ state: each }) => each === "PENDING"));

async function look(target, of) {
  of.looks += 1;
  try {
    const { items } = await get("deliveries", { target, limit: 50 });
    of.deliveries = items.filter(({ subject }) => subject === of.subject).reverse();
  } catch {
    // The next look tells.
  }
  update();
}

function card(each) {
  const off = each.disabledAt !== null;
  return html`<li class="card ${off ? "off" : ""}">
    <div class="card-head">
      <h2 class="foreign">${name(each.name)} <span class="hint">${targetKind(each.kind)}</span></h2>
      <span class="badge ${off ? "open" : "resolved"}"><span aria-hidden="true">${off ? "■" : "✓"}</span> ${off ? "Off" : "On"}</span>
    </div>
    ${off
      ? html`<p>Since ${time(each.disabledAt, true)}, ${each.disabledBy
          ? html`by <b>${name(each.disabledBy)}</b>: ${name(each.disabledReason)}`
          : html`because ${reasonOf(each.disabledReason)}`}. What is meant for it waits.</p>`
      : nothing}
    <dl class="facts">
      <div><dt>Waiting</dt><dd>${each.pending > 0
        ? html`<a href=${address("notifications", { part: "log", target: each.name, state: "PENDING" })}>${number(each.pending)}<span class="unseen"> waiting for ${name(each.name)}</span></a>`
        : "nothing"}</dd></div>
      <div><dt>Last delivered</dt><dd>${each.lastDeliveredAt ? html`${time(each.lastDeliveredAt)} <span class="hint">${duration(each.lastDeliveredAt)} ago</span>` : "never yet"}</dd></div>
    </dl>
    <p class="actions">
      <a class="button" data-row href=${address("notifications", { part: "log", target: each.name })}>Its deliveries</a>
      ${deedButton(`test ${each.name}`, "Send a test", () => test(each.name))}
      ${off
        ? deedButton(`enable ${each.name}`, "Switch on", () => enable(each.name), "main")
        : html`<button type="button" aria-expanded=${disabling === each.name} @click=${() => {
            disabling = disabling === each.name ? "" : each.name;
            update();
          }}>Switch off…</button>`}
    </p>
    ${disabling === each.name ? disableForm(each) : nothing}
    ${deedFailure(`test ${each.name}`)} ${deedFailure(`enable ${each.name}`)}
    ${tests.has(each.name) ? testResult(tests.get(each.name)) : nothing}
  </li>`;
}

function disableForm(each) {
  const submit = (event) => {
    event.preventDefault();
    disable(each.name, event.target.elements.reason.value.trim());
  };
  return html`<form class="inline-form" @submit=${submit}>
    <label class="field grow"><span>Why? What is meant for it waits until it is on again.</span>
      <input name="reason" required maxlength="500" autocomplete="off"></label>
    <button type="submit" class="main" ?disabled=${isBusy(`disable ${each.name}`)}>Switch off</button>
  </form>${deedFailure(`disable ${each.name}`)}`;
}

function testResult({ deliveries }) {
  return html`<div class="test-result" role="status"><b>Test</b>
    ${deliveries.length === 0
      ? html` begins…`
      : deliveries.map((each, index) => {
          const { word, mark, kind } = deliveryState(each.state);
          return html`<span class="test-step">${index === 0 ? "opening" : "end"} <span class="badge ${kind}"><span aria-hidden="true">${mark}</span> ${word}</span>
            ${each.lastReason && each.state !== "DELIVERED" ? reasonOf(each.lastReason) : nothing}</span>`;
        })}
  </div>`;
}

function view() {
  return standing.show(({ items }) =>
    items.length === 0
      ? html`<div class="empty"><h2>No target is configured</h2>
          <p>Nobody is told of incidents. Set <code>alert.webhook.url</code>, or name targets in the file of routes
            (<code>alert.routes-file</code>).</p></div>`
      : html`<p class="introduction">${count(items.length, "target", "targets")}; ${off(items)}.</p>
          <ul class="cards">${items.map(card)}</ul>`,
  );
}

function off(items) {
  const many = items.filter(({ disabledAt }) => disabledAt !== null).length;
  return many === 0 ? "all of them take notices" : many === 1 ? "one of them is off" : `${many} of them are off`;
}

export const targets = {
  words: "Targets",
  enter: () => {
    again.soon(0);
    return standing.reload();
  },
  onEvents: () => standing.reload(),
  view,
  forget: () => {
    again.stop();
    standing.forget();
    tests.clear();
    disabling = "";
  },
};
