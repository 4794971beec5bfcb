// SPDX-License-Identifier: Apache-2.0
// One delivery: what is sent, what was answered, when it is tried again, and sending it once more.
import { html, nothing } from "../lit.js";
import { get, post } from "../api.js";
import { time } from "../format.js";
import { clipped, name } from "../plain.js";
import { copyButton } from "./copy-button.js";
import { askingButton, deed, deedFailure } from "./deed.js";
import { reasonOf } from "./delivery-words.js";
import { Reading } from "./reading.js";

let id = "";
const delivery = new Reading(() => get(`deliveries/${encodeURIComponent(id)}`));

/** @param wanted id of the delivery that is shown; empty for none */
export function openDelivery(wanted) {
  if (wanted !== id) {
    id = wanted;
    delivery.forget();
  }
  if (id !== "") {
    delivery.reload();
  }
}

export const forgetDelivery = () => openDelivery("");

/** @param onChanged called after it was sent again */
export function deliveryDetail(row, onChanged) {
  return html`<div class="delivery-detail">${delivery.show((one) => detail(one, onChanged))}</div>`;
}

function detail(one, onChanged) {
  const key = `replay ${one.id}`;
  const replay = async () => {
    if (await deed(key, () => post(`deliveries/${one.id}/replay`), "It is on its way again.")) {
      delivery.reload();
      onChanged();
    }
  };
  return html`<dl class="facts">
      <div><dt>Id of the message</dt><dd class="file">${name(one.webhookId)}</dd></div>
      <div><dt>Attempts</dt><dd>${one.attempts}</dd></div>
      ${one.nextAttemptAt ? html`<div><dt>Next try</dt><dd>${time(one.nextAttemptAt, true)}</dd></div>` : nothing}
      ${one.finishedAt ? html`<div><dt>Finished</dt><dd>${time(one.finishedAt, true)}</dd></div>` : nothing}
    </dl>
    <p class="actions">${askingButton(key, "Send again", "A receiver that has it already knows it by its id. Send it once more?", replay)}</p>
    ${deedFailure(key)}
    <h2>Request <span class="hint">(without secrets)</span></h2>
    ${one.request
      ? html`<div class="command"><pre tabindex="0" aria-label="Request">${clipped(one.request, `request ${one.id}`, 1_500)}</pre>${copyButton(one.request, "Copy", `request ${one.id}`)}</div>`
      : html`<p class="hint">Its text was removed by age, or its target is not configured any more.</p>`}
    <h2>Attempts that failed</h2>
    ${one.failedAttempts.length === 0
      ? html`<p class="hint">None.</p>`
      : html`<ol class="attempts">${one.failedAttempts.map(
          (each) => html`<li value=${each.attempt}>${time(each.at, true)}: ${reasonOf(each.reason)}${each.status ? html`, status <b>${each.status}</b>` : nothing}
            ${each.answer ? html`<pre tabindex="0" aria-label="Answer to attempt ${each.attempt}">${clipped(each.answer, `answer ${one.id} ${each.attempt}`, 400)}</pre>` : nothing}</li>`,
        )}</ol>`}
    ${one.failedAttempts.length === 0 && one.lastAnswer
      ? html`<h2>Last answer</h2><pre tabindex="0" aria-label="Last answer">${clipped(one.lastAnswer, `last answer ${one.id}`, 400)}</pre>`
      : nothing}`;
}
