// SPDX-License-Identifier: Apache-2.0
// Views of the list: filters with a name. A few are there, the others are kept in this browser.
import { html, nothing } from "../lit.js";
import { plain } from "../plain.js";
import { go, listAddress, NO_FILTERS } from "../router.js";
import { readChoice, writeChoice } from "../settings.js";
import { state, update } from "../state.js";
import { dialog } from "./dialog.js";
import { toast } from "./toasts.js";

const LONGEST_NAME = 40;
const MOST = 20;

const GIVEN = [
  { name: "All", address: "/" },
  { name: "Nobody's yet", address: "/?state=OPEN" },
  { name: "Not resolved", address: "/?state=OPEN%2CACKNOWLEDGED" },
];

let saved = load();
let asking = false;

function load() {
  try {
    const views = JSON.parse(readChoice("views", "[]"));
    return views.filter(({ name, address }) => typeof name === "string" && /^\/(\?|$)/.test(address));
  } catch {
    return []; // Not what this page has written.
  }
}

function keep(views) {
  saved = views;
  writeChoice("views", JSON.stringify(views));
  update();
}

const here = () => listAddress(state.route.filters);

export function askForViewName() {
  asking = true;
  update();
}

export function views() {
  const address = here();
  const known = [...GIVEN, ...saved].some((each) => each.address === address);
  const link = (view) => html`<a href=${view.address} aria-current=${view.address === address ? "true" : nothing}>${plain(view.name)}</a>`;
  return html`<div class="views" role="group" aria-label="Views">
    ${GIVEN.map(link)}
    ${saved.map((view) => html`<span class="saved">${link(view)}<button type="button" class="small quiet" @click=${() =>
      keep(saved.filter((each) => each !== view))} aria-label="Forget the view ${plain(view.name)}">×</button></span>`)}
    ${known || address === listAddress(NO_FILTERS)
      ? nothing
      : html`<button type="button" class="small quiet" id="save-view" @click=${askForViewName}>+ Save this view</button>`}
    ${form()}
  </div>`;
}

function form() {
  const close = () => {
    asking = false;
    update();
  };
  const submit = (event) => {
    event.preventDefault();
    const name = event.target.elements.name.value.trim();
    if (name !== "") {
      const view = { name, address: here() };
      keep([...saved.filter((each) => each.name !== name), view].slice(-MOST));
      toast(`View “${name}” is kept in this browser.`);
      event.target.reset();
      close();
      go(view.address);
    }
  };
  return dialog({
    id: "view-name",
    heading: "Save this view",
    open: asking,
    onClose: close,
    body: html`<form @submit=${submit}>
      <label for="view-name-field">Name</label>
      <input id="view-name-field" name="name" autofocus maxlength=${LONGEST_NAME} required autocomplete="off">
      <p class="hint">The filters and the order of the list, kept in this browser.</p>
      <div class="actions"><button type="submit" class="main">Save</button></div>
    </form>`,
  });
}
