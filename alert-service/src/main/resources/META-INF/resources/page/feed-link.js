// SPDX-License-Identifier: Apache-2.0
// A tab's way to the feed: through the worker that all tabs share, or by a connection of its own
// where there is no such worker, it does not start, or it falls silent.
import { Feed } from "./feed.js";

/** Changes with the messages, so that tabs of an older page keep a worker of their own. */
const NAME = "hop444 feed 1";
const WORKER_STARTS_WITHIN_MILLIS = 4_000;
/** The worker's own connection is given up after 25 s of silence, and it tells of that. */
const WORKER_SPEAKS_WITHIN_MILLIS = 45_000;

export class FeedLink {
  #handlers;
  #token;
  #lastId = null;
  #tab = null;
  #own = null;
  #watch = null;

  /** @param handlers as those of Feed */
  constructor(handlers, token) {
    this.#handlers = handlers;
    this.#token = token;
  }

  /** Cursor of the last event; null before the first. */
  get lastId() {
    return this.#lastId;
  }

  /** @param after cursor of the last event the page has; null for what comes from now on */
  start(after) {
    this.#lastId = after === null ? null : Number(after);
    try {
      const worker = new SharedWorker("/page/feed-worker.js", { type: "module", name: NAME });
      worker.onerror = () => this.#standAlone();
      this.#tab = worker.port;
      this.#tab.onmessage = ({ data }) => this.#take(data);
      this.#tab.postMessage({ what: "join", token: this.#token, after: this.#lastId });
      this.#watchFor(WORKER_STARTS_WITHIN_MILLIS);
    } catch {
      this.#standAlone();
    }
  }

  close() {
    clearTimeout(this.#watch);
    this.#tab?.postMessage({ what: "leave" });
    this.#tab?.close();
    this.#tab = null;
    this.#own?.close();
    this.#own = null;
  }

  /** Does not wait for the end of a pause. */
  tryNow() {
    this.#tab?.postMessage({ what: "try" });
    this.#own?.tryNow();
  }

  #take({ what, event }) {
    this.#watchFor(WORKER_SPEAKS_WITHIN_MILLIS);
    switch (what) {
      case "event":
        this.#hear(event);
        break;
      case "open":
        this.#handlers.onOpen();
        break;
      case "sign":
        this.#handlers.onSign();
        break;
      case "cut":
        this.#handlers.onCut();
        break;
      case "refused":
        this.#handlers.onRefused();
        break;
    }
  }

  #hear(event) {
    this.#lastId = event.id === null ? this.#lastId : Number(event.id);
    this.#handlers.onEvent(event);
  }

  #watchFor(millis) {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#standAlone(), millis);
  }

  #standAlone() {
    if (this.#own !== null) {
      return;
    }
    this.close();
    this.#own = new Feed({ ...this.#handlers, onEvent: (event) => this.#hear(event) }, this.#token);
    this.#own.start(this.#lastId);
  }
}
