// The element: hands its life and its attributes to the core in Rust.
import init, { Element } from './chatgauge.js';
import { filesOf } from './files.js';

const attributes = ['src', 'sample', 'period', 'timezone', 'theme', 'locale'];
const scripts = globalThis.trustedTypes?.createPolicy('chatgauge', { createScriptURL: url => url });
let shared; // One compiled module for all elements and their workers.

function compiled() {
  shared ??= compile(new URL('./chatgauge_bg.wasm', import.meta.url)).then(async module => {
    await init({ module_or_path: module });
    return module;
  });
  return shared;
}

async function compile(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.headers.get('Content-Type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

// What the core may ask of the page's side.
class Host {
  #element;
  #module;
  #worker;

  constructor(element, module) {
    this.#element = element;
    this.#module = module;
  }

  start(hear) {
    this.stop();
    const address = new URL('./worker.js', import.meta.url);
    const worker = new Worker(scripts?.createScriptURL(address.href) ?? address, { type: 'module' });
    this.#worker = worker;
    // What a worker said before it was ended is nobody's business any more.
    worker.onmessage = event => worker === this.#worker && hear(event.data);
    worker.onerror = event => {
      event.preventDefault();
      if (worker === this.#worker) hear(event.message ?? '');
    };
    worker.postMessage({ kind: 'start', module: this.#module });
  }

  stop() {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  post(message) {
    this.#worker?.postMessage(message);
  }

  // Asks the worker what only the caller waits for.
  ask(message) {
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve, reject) => {
      port1.onmessage = ({ data: { answer, error } }) => {
        if (error) reject(Object.assign(new Error(error.message), error));
        else resolve(answer);
      };
      this.#worker.postMessage({ ...message, port: port2 }, [port2]);
    }).finally(() => port1.close());
  }

  collect(transfer, found) {
    filesOf(transfer).then(found, () => found([]));
  }

  tell(name, detail) {
    // Later, so that who hears it may do anything, even take the element away.
    const event = new CustomEvent(name, { bubbles: true, composed: true, detail });
    queueMicrotask(() => this.#element.dispatchEvent(event));
  }
}

export class ChatGauge extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = attributes;
  #core;
  #host;

  async connectedCallback() {
    try {
      const module = await compiled();
      if (!this.isConnected || this.#core) return;
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      this.#host = new Host(this, module);
      this.#core = new Element(this, root, this.#host);
    } catch (error) {
      this.toggleAttribute('failed', true);
      this.dispatchEvent(new CustomEvent('chatgauge-error', { bubbles: true, composed: true, detail: error }));
    }
  }

  disconnectedCallback() {
    this.#core?.disconnect();
    this.#core?.free();
    this.#core = undefined;
    this.#host = undefined;
  }

  async report(query = {}) {
    return this.#host?.ask({ kind: 'report', query });
  }

  attributeChangedCallback(name) {
    this.#core?.attribute(name);
  }
}
