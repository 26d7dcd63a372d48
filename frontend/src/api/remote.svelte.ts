import { Problem } from "./client";

/** Something the server has: what came last, whether more is coming, what went wrong. An older answer never replaces a newer one. */
export class Remote<T> {
  data = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  #asked = 0;
  #abort: AbortController | null = null;

  async load(how: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    const number = ++this.#asked;
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    this.busy = true;
    try {
      const data = await how(abort.signal);
      if (number !== this.#asked) return null;
      this.data = data;
      this.problem = null;
      return data;
    } catch (error) {
      if (number === this.#asked) this.problem = error instanceof Problem ? error : new Problem(0, String(error));
      return null;
    } finally {
      if (number === this.#asked) this.busy = false;
    }
  }
}
