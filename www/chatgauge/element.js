// The element: hands its life and its attributes to the core in Rust.
import init, { Element } from './chatgauge.js';
import { filesOf } from './files.js';

const attributes = ['src', 'settings', 'sample', 'period', 'timezone', 'theme', 'locale'];
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

async function textAt(address) {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
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

  read(source, done) {
    const text = source instanceof Blob ? source.text() : textAt(source);
    text.then(JSON.parse).then(done, error => done(undefined, error));
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
  #settings;

  async connectedCallback() {
    try {
      this.#adopt('settings');
      const module = await compiled();
      if (!this.isConnected || this.#core) return;
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      this.#host = new Host(this, module);
      this.#core = new Element(this, root, this.#host);
      if (this.#settings) this.#core.give(this.#settings, true);
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

  get settings() {
    return this.#core?.settings() ?? this.#settings;
  }

  set settings(object) {
    this.#settings = object;
    this.#core?.give(object, false);
  }

  // A property that was set before the element was registered hides the accessor.
  #adopt(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  async report(query = {}) {
    return this.#host?.ask({ kind: 'report', query });
  }

  attributeChangedCallback(name) {
    this.#core?.attribute(name);
  }
}
