// Workers that read pieces of a history beside each other.

const scripts = globalThis.trustedTypes?.createPolicy('chatgauge', { createScriptURL: url => url });
const ahead = [0, 1]; // Each worker has one piece in hand and the next one waiting.

export class Parsers {
  #workers = [];
  #free = [];
  #out = new Set();
  #error;
  #wake = () => {};

  // `address` is that of their script; `take` gets the number of a piece and what it was read as.
  constructor(address, module, count, take) {
    while (this.#workers.length < count) {
      const worker = new Worker(scripts?.createScriptURL(address) ?? address, { type: 'module' });
      worker.postMessage({ module });
      worker.onmessage = ({ data: { number, part, error } }) => {
        if (error) return this.#fail(new Error(error));
        try {
          take(number, part);
        } catch (error) {
          return this.#fail(error);
        }
        this.#out.delete(number);
        this.#free.push(worker);
        this.#wake();
      };
      worker.onerror = event => this.#fail(new Error(event.message ?? address));
      this.#workers.push(worker);
      this.#free.push(...ahead.map(() => worker));
    }
  }

  // Resolves once somebody has the piece.
  async give(piece) {
    while (!this.#free.length) await this.#turn();
    this.#out.add(piece.number);
    this.#free.shift().postMessage(piece, piece.bytes ? [piece.bytes.buffer] : []);
  }

  // Resolves once every piece is read.
  async settled() {
    while (this.#out.size) await this.#turn();
  }

  // Whoever waits here hears of it.
  end() {
    for (const worker of this.#workers) worker.terminate();
    this.#fail(new DOMException('', 'AbortError'));
  }

  #fail(error) {
    this.#error = error;
    this.#wake();
  }

  async #turn() {
    await new Promise(resolve => (this.#error ? resolve() : (this.#wake = resolve)));
    if (this.#error) throw this.#error;
  }
}
