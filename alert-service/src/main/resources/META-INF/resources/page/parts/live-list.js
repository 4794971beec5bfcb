// SPDX-License-Identifier: Apache-2.0
// A page of a list that nothing tells of, so it is asked for again and again. While somebody reads,
// rows that are shown change in place and new ones are only counted.
import { html, nothing } from "../lit.js";
import { AskAgain } from "../ask-again.js";
import { update } from "../state.js";
import { Reading } from "./reading.js";

const AT_TOP_PIXELS = 160;

export class LiveList {
  /** Rows that came in since and wait behind a button. */
  fresh = 0;
  #read;
  #page;
  #id;
  #question = null;
  #again;
  /** Somebody asked for all of it. */
  #wanted = false;

  /**
   * @param read answers {items, next} for the present address
   * @param id of the element that holds the rows
   * @param isOpen whether the list is on the screen
   */
  constructor({ read, id, isOpen, everyMillis }) {
    this.#read = read;
    this.#page = new Reading(read);
    this.#id = id;
    this.#again = new AskAgain({ ask: () => this.#look(), isWanted: isOpen, everyMillis });
  }

  /** @param question what tells this list from another: its filters and its page */
  enter(question) {
    if (question !== this.#question) {
      this.#question = question;
      this.#page.forget();
    }
    return this.reload();
  }

  /** Shows what there is now, whoever reads. */
  reload() {
    this.#wanted = true;
    return this.#again.now();
  }

  /** Looks for news in a moment: something happened. */
  look(inMillis = 0) {
    this.#again.soon(inMillis);
  }

  forget() {
    this.#again.stop();
    this.#question = null;
    this.fresh = 0;
    this.#page.forget();
  }

  show(draw) {
    return this.#page.show(draw);
  }

  /** Goes to the top of the list, with what waited. */
  button(one, many) {
    const words = this.fresh === 1 ? `1 new ${one}` : `${this.fresh} new ${many}`;
    return html`<div class="waiting" ?hidden=${this.fresh === 0}>
      ${this.fresh === 0 ? nothing : html`<button type="button" class="main" id="show-new" @click=${() => {
        scrollTo({ top: 0 });
        this.reload();
      }}>↑ Show ${words}</button>`}
    </div>`;
  }

  async #look() {
    if (this.#wanted || this.#page.value === null || !this.#isBeingRead()) {
      [this.#wanted, this.fresh] = [false, 0];
      await this.#page.reload();
    } else {
      await this.#takeKnown();
    }
  }

  async #takeKnown() {
    const shown = this.#page.value;
    let items;
    try {
      ({ items } = await this.#read());
    } catch {
      return; // The banner of the page says when the service is away.
    }
    if (this.#page.value === shown) {
      const news = new Map(items.map((each) => [each.id, each]));
      const known = new Set(shown.items.map(({ id }) => id));
      const first = items.findIndex(({ id }) => known.has(id));
      this.fresh = first < 0 ? items.length : first;
      shown.items = shown.items.map((each) => news.get(each.id) ?? each);
      update();
    }
  }

  #isBeingRead() {
    const place = document.getElementById(this.#id);
    return scrollY > AT_TOP_PIXELS || place?.matches(":hover, :focus-within") === true || place?.querySelector("details[open], .opened") != null;
  }
}
