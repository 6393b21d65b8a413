// Where the work is done: in a worker or, where none is to be had, in the page's own thread.
import { trusted } from './trusted.js';

const SLICE = 8; // Milliseconds that the page can spare.

let rested = 0;

// Lets the page do in between what it has to.
async function rest() {
  if (performance.now() - rested < SLICE) return;
  await new Promise(resolve => setTimeout(resolve));
  rested = performance.now();
}

export class Workplace {
  onmessage = () => {};
  onlost = () => {};
  #worker; // Or the port to what stands in for it.
  #kept = []; // What is to be said once it listens.

  // `address` is that of the worker's script; without one there is none.
  constructor(address) {
    if (!address) return void this.#standIn();
    try {
      this.#worker = new Worker(trusted(address), { type: 'module' });
      this.#worker.onerror = event => {
        event.preventDefault();
        if (this.#worker !== event.target) return;
        if (this.#kept) this.#standIn();
        else this.onlost(event.message ?? '');
      };
      this.#follow(this.#worker);
    } catch {
      this.#standIn(); // Of another origin, or in a frame that has none.
    }
  }

  postMessage(message, moved = []) {
    if (this.#kept) this.#kept.push([message, moved]);
    else this.#say(message, moved);
  }

  // Pages that are files cannot hand themselves a module; in this thread it is at hand.
  #say(message, moved) {
    const here = this.#worker instanceof MessagePort;
    this.#worker?.postMessage(here ? { ...message, module: undefined } : message, moved);
  }

  terminate() {
    if (this.#worker instanceof MessagePort) this.postMessage({ kind: 'end' });
    else this.#worker?.terminate();
    this.onmessage = this.onlost = () => {};
  }

  #follow(worker) {
    worker.onmessage = ({ data }) => {
      if (data !== 'ready') return this.onmessage(data);
      const kept = this.#kept;
      this.#kept = undefined;
      for (const [message, moved] of kept) this.#say(message, moved);
    };
  }

  async #standIn() {
    const { port1, port2 } = new MessageChannel();
    this.#worker = port1;
    this.#follow(port1);
    const { Work } = await import('./work.js');
    new Work(port2, rest);
  }
}
