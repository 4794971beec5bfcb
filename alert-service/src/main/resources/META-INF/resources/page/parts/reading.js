// SPDX-License-Identifier: Apache-2.0
// What one call of the API answered last, and how it shows that there is nothing yet or no more.
import { html, nothing } from "../lit.js";
import { refusal } from "../refusal.js";
import { update } from "../state.js";

/** Keeps the newest answer of `read`; an answer that was overtaken by a later question is dropped. */
export class Reading {
  value = null;
  failure = null;
  loaded = false;
  #read;
  #asked = 0;

  constructor(read) {
    this.#read = read;
  }

  async reload(...about) {
    const turn = ++this.#asked;
    let value = null;
    let failure = null;
    try {
      value = await this.#read(...about);
    } catch (problem) {
      failure = problem;
    }
    if (turn === this.#asked) {
      // What was read before is still the best there is while the service or its database is away.
      this.value = failure === null ? value : isAway(failure) ? this.value : null;
      this.failure = failure;
      this.loaded = true;
      update();
    }
  }

  forget() {
    this.#asked += 1;
    [this.value, this.failure, this.loaded] = [null, null, false];
  }

  /** What `draw` makes of the answer, or why there is none. */
  show(draw) {
    return html`${this.failure && !(isAway(this.failure) && this.value !== null) ? trouble(this.failure) : nothing}
      ${this.value !== null
        ? draw(this.value)
        : this.loaded
          ? nothing
          : html`<div class="list-area" aria-busy="true"></div>`}`;
  }
}

/** The banner of the page tells of it. */
const isAway = ({ status }) => status === 0 || status === 503;

/** A refusal for want of a token or a role is no fault: it says what is needed. */
function trouble(failure) {
  return failure.status === 401 || failure.status === 403
    ? html`<p class="notice" role="status">${refusal(failure)}</p>`
    : html`<p class="notice bad" role="alert">${failure.message}</p>`;
}
