// SPDX-License-Identifier: Apache-2.0
// One connection to the feed for all tabs of a browser: a browser opens six connections to a host
// (HTTP/1.1), and a seventh tab with one of its own would wait for ever without any error.
// Tabs with the same token share one; a tab that may see less does not get what another may see.
import { Feed } from "./feed.js";

/** Events kept for tabs that join: they have read their cursor a moment before. */
const KEPT = 1_000;

const hubs = new Map();

class Hub {
  #feed;
  #tabs = new Set();
  #recent = [];
  /** Everything after this cursor was heard; null while not known. */
  #heardSince;
  #phase = "connecting";

  constructor(token, after) {
    this.#heardSince = after;
    this.#feed = new Feed(
      {
        onEvent: (event) => this.#hear(event),
        onOpen: () => this.#become("open"),
        onSign: () => this.#tell({ what: "sign" }),
        onCut: () => this.#become("cut"),
        onRefused: () => {
          hubs.delete(token);
          this.#tell({ what: "refused" });
        },
      },
      token,
    );
    this.#feed.start(after);
  }

  join(tab, after) {
    this.#tabs.add(tab);
    if (this.#phase !== "connecting") {
      tab.postMessage({ what: this.#phase });
    }
    if (after !== null && this.#heardSince !== null && after >= this.#heardSince) {
      this.#recent.filter(({ id }) => Number(id) > after).forEach((event) => tab.postMessage({ what: "event", event }));
    } else if (after !== this.#heardSince) {
      tab.postMessage({ what: "event", event: { id: null, type: "feed.resync", data: "{}" } });
    }
  }

  leave(tab) {
    this.#tabs.delete(tab);
    if (this.#tabs.size === 0) {
      this.#feed.close();
    }
    return this.#tabs.size === 0;
  }

  tryNow() {
    this.#feed.tryNow();
  }

  #hear(event) {
    if (event.type === "feed.resync") {
      [this.#recent, this.#heardSince] = [[], Number(event.id)];
    } else {
      this.#recent.push(event);
      if (this.#recent.length > KEPT) {
        this.#heardSince = Number(this.#recent.shift().id);
      }
    }
    this.#tell({ what: "event", event });
  }

  #become(phase) {
    this.#phase = phase;
    this.#tell({ what: phase });
  }

  #tell(message) {
    this.#tabs.forEach((tab) => tab.postMessage(message));
  }
}

globalThis.onconnect = ({ ports: [tab] }) => {
  let token = null;
  const leave = () => {
    if (token !== null && hubs.get(token)?.leave(tab)) {
      hubs.delete(token);
    }
    token = null;
  };
  tab.onmessage = ({ data }) => {
    if (data.what === "join") {
      leave();
      token = data.token;
      if (!hubs.has(token)) {
        hubs.set(token, new Hub(token, data.after));
      }
      hubs.get(token).join(tab, data.after);
    } else if (data.what === "leave") {
      leave();
    } else if (data.what === "try") {
      hubs.get(token)?.tryNow();
    }
  };
  tab.postMessage({ what: "here" });
};
