// SPDX-License-Identifier: Apache-2.0
// Saves all incidents that the filters let through, not only those of this page, as a file.
import { html } from "../lit.js";
import { readFile } from "../api.js";
import { state, update } from "../state.js";
import { toast } from "./toasts.js";

let busy = false;

async function save(format) {
  busy = true;
  update();
  try {
    const file = await readFile("export/incidents", { ...state.route.filters, format });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `incidents-${new Date().toISOString().slice(0, 16).replaceAll(":", "")}.${format}`;
    link.click();
    URL.revokeObjectURL(link.href);
    toast(`Saved as ${link.download}.`);
  } catch (problem) {
    toast(`Nothing was saved. ${problem.message}`, "bad");
  }
  busy = false;
  update();
}

export function exportButtons() {
  return html`<span class="export" role="group" aria-label="Export what is shown">
    <span class="hint" aria-hidden="true">Export</span>
    ${["csv", "json"].map((format) => html`<button type="button" class="small" id="export-${format}" ?disabled=${busy}
      @click=${() => save(format)}><span class="unseen">Export as </span>${format.toUpperCase()}</button>`)}
  </span>`;
}
