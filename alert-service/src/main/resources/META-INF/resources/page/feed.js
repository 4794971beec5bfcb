// SPDX-License-Identifier: Apache-2.0
// Reads the live feed over one connection. EventSource cannot send the token in a header, so the
// stream is read with fetch; parsing follows WHATWG HTML 9.2.6.

const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 15_000;
/** The service writes at least every 10 seconds; more than two misses mean that it is gone. */
const SILENCE_MILLIS = 25_000;

/**
 * @param handlers onEvent({id, type, data}), onOpen(), onSign() for every sign of life,
 *     onCut(), onRefused()
 * @param token empty for nobody's
 */
export class Feed {
  #handlers;
  #token;
  #lastId = null;
  #failures = 0;
  #connection = null;
  #timer = null;
  #closed = false;

  constructor(handlers, token) {
    this.#handlers = handlers;
    this.#token = token;
  }

  /** @param after cursor of the last event the page has; null for what comes from now on */
  start(after) {
    this.#lastId = after == null ? null : String(after);
    this.#connect();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#connection?.abort();
  }

  /** Does not wait for the end of the pause. */
  tryNow() {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#connect();
    }
  }

  async #connect() {
    this.#timer = null;
    const connection = new AbortController();
    this.#connection = connection;
    let silence = setTimeout(() => connection.abort(), SILENCE_MILLIS);
    try {
      const headers = { Accept: "text/event-stream" };
      if (this.#token !== "") {
        headers.Authorization = `Bearer ${this.#token}`;
      }
      if (this.#lastId !== null) {
        headers["Last-Event-ID"] = this.#lastId;
      }
      const answer = await fetch("/api/v1/feed", {
        headers,
        cache: "no-store",
        credentials: "omit",
        signal: connection.signal,
      });
      if (answer.status === 401) {
        this.#closed = true;
        this.#handlers.onRefused();
        return;
      }
      if (answer.ok) {
        this.#failures = 0;
        this.#handlers.onOpen();
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        const parse = parser((event) => this.#handlers.onEvent(event), (id) => (this.#lastId = id));
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          clearTimeout(silence);
          silence = setTimeout(() => connection.abort(), SILENCE_MILLIS);
          this.#handlers.onSign();
          parse(part.value);
        }
      }
    } catch {
      // Cut: told below, as any other end.
    } finally {
      clearTimeout(silence);
    }
    this.#comeBack();
  }

  #comeBack() {
    if (this.#closed) {
      return;
    }
    this.#handlers.onCut();
    const pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** this.#failures);
    this.#failures += 1;
    // Jitter: all pages lose the service in the same moment and must not return in the same one.
    this.#timer = setTimeout(() => this.#connect(), pause * (0.5 + Math.random() / 2));
  }
}

/** Makes a function that takes the stream's pieces and hands on ids, also bare ones, and whole events. */
export function parser(onEvent, onId) {
  let rest = "";
  let event = { id: null, type: "message", data: [] };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (event.id !== null) {
          onId(event.id);
        }
        if (event.data.length > 0) {
          onEvent({ ...event, data: event.data.join("\n") });
        }
        event = { id: null, type: "message", data: [] };
      } else if (!line.startsWith(":")) {
        const colon = line.indexOf(":");
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "id") {
          event.id = value;
        } else if (field === "event") {
          event.type = value;
        } else if (field === "data") {
          event.data.push(value);
        }
      }
    }
  };
}
