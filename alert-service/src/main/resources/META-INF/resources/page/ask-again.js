// SPDX-License-Identifier: Apache-2.0
// Asks again for what the feed does not tell, as long as somebody looks; see docs/adr/0065. Of all that
// asks for a moment the soonest wins, so that a steady stream of events cannot put it off for ever.

/** Answers to events are at least this far apart, however many events come. */
const LEAST_PAUSE_MILLIS = 2_000;

export class AskAgain {
  #ask;
  #isWanted;
  #everyMillis;
  #whileHidden;
  #timer = null;
  #due = Infinity;
  #asked = -Infinity;
  #running = 0;
  #waitsToBeSeen = false;

  /**
   * @param ask reads; its promise ends when the answer is shown
   * @param isWanted whether what it reads is on the screen; when it is not, nothing is asked any more
   * @param everyMillis pause after an answer, or a function that tells it; Infinity for events only
   * @param whileHidden whether it goes on in a tab that nobody sees
   */
  constructor({ ask, isWanted, everyMillis, whileHidden = false }) {
    this.#ask = ask;
    this.#isWanted = isWanted;
    this.#everyMillis = typeof everyMillis === "function" ? everyMillis : () => everyMillis;
    this.#whileHidden = whileHidden;
  }

  /** Asks at once. */
  async now() {
    this.stop();
    this.#asked = Date.now();
    this.#running += 1;
    try {
      await this.#ask();
    } finally {
      this.#running -= 1;
    }
    if (this.#isWanted()) {
      this.#at(Date.now() + this.#everyMillis());
    }
  }

  /** Asks in a moment: something happened. */
  soon(inMillis) {
    this.#at(Math.max(Date.now() + inMillis, this.#asked + LEAST_PAUSE_MILLIS));
  }

  stop() {
    clearTimeout(this.#timer);
    [this.#timer, this.#due] = [null, Infinity];
  }

  #at(moment) {
    if (moment < this.#due && this.#isWanted()) {
      clearTimeout(this.#timer);
      this.#due = moment;
      this.#timer = setTimeout(() => this.#fire(), Math.max(0, moment - Date.now()));
    }
  }

  #fire() {
    this.stop();
    if (!this.#isWanted()) {
      return;
    }
    if (this.#running > 0) {
      // An answer that is slow to come would be dropped for that of a later question.
      this.#at(Date.now() + LEAST_PAUSE_MILLIS);
    } else if (document.hidden && !this.#whileHidden) {
      this.#whenSeen();
    } else {
      this.now();
    }
  }

  #whenSeen() {
    if (!this.#waitsToBeSeen) {
      this.#waitsToBeSeen = true;
      document.addEventListener(
        "visibilitychange",
        () => {
          this.#waitsToBeSeen = false;
          this.#fire();
        },
        { once: true },
      );
    }
  }
}
