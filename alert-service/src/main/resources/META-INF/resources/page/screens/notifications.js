// SPDX-License-Identifier: Apache-2.0
// Who is told of what, what was told, and what is kept quiet. Each part is a view of its own in the
// address: /?view=notifications&part=PART
import { html } from "../lit.js";
import { deliveryLog } from "../parts/delivery-log.js";
import { drill } from "../parts/drill.js";
import { maintenance } from "../parts/maintenance.js";
import { routes } from "../parts/routes.js";
import { silences } from "../parts/silences.js";
import { subnav } from "../parts/subnav.js";
import { targets } from "../parts/targets.js";
import { forgetDeeds } from "../parts/deed.js";
import { state } from "../state.js";
import { address, here } from "./address.js";

/** What a responder may do comes first; the rest is for admins. */
const PARTS = { silences, maintenance, log: deliveryLog, targets, routes, drill };

const named = () => (Object.hasOwn(PARTS, here("part")) ? here("part") : "silences");
const part = () => PARTS[named()];

export const title = () => part().words;

export const enter = () => part().enter();
export const reload = () => part().enter();
export const resumed = reload;

/** What happens to incidents makes deliveries. */
export function onEvents() {
  if (state.route.screen === "notifications") {
    part().onEvents?.();
  }
}

export function forget() {
  Object.values(PARTS).forEach((each) => each.forget());
  forgetDeeds();
}

export function view() {
  const links = Object.entries(PARTS).map(([name, { words }]) => ({
    address: address("notifications", { part: name }),
    words,
    current: name === named(),
  }));
  return html`<h1 class="unseen">${title()}</h1>
    ${subnav("Notifications", links)}
    <div class="part">${part().view()}</div>`;
}
