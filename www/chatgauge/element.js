// The element: hands its life and its attributes to the core in Rust.
import init, { Element } from './chatgauge.js';
import { compile } from './compile.js';
import { Host } from './host.js';
import { eventsOf, sourcesOf } from './inputs.js';

const attributes = ['src', 'credentials', 'mapping', 'settings', 'sample', 'view', 'period', 'compare', 'timezone', 'theme', 'locale'];
let shared; // One compiled module for all elements and their workers.

async function begin(source) {
  const module = await compile(source);
  await init({ module_or_path: module });
  return module;
}

export class ChatGauge extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = attributes;
  // Where the files lie that the element needs; without a worker's address all is done in the page's own thread.
  static files = {};
  #core;
  #host;
  #settings;
  #wasm;
  #started;

  connectedCallback() {
    this.#started = this.#start();
  }

  async #start() {
    let host;
    try {
      this.#adopt('settings');
      this.#adopt('wasm');
      const { files } = ChatGauge;
      host = new Host(this, this.hasAttribute('no-worker') ? {} : files);
      host.module = await (shared ??= begin(this.#wasm ?? this.getAttribute('wasm-src') ?? files.module));
      if (!this.isConnected || this.#core) return host.stop();
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      this.#host = host;
      this.#core = new Element(this, root, this.#host);
      if (this.#settings) this.#core.give(this.#settings, true);
    } catch (error) {
      host?.stop();
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

  get wasm() {
    return this.#wasm;
  }

  // Where the module comes from: an address, a response, bytes or a compiled module. The first element decides for all.
  set wasm(source) {
    this.#wasm = source;
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

  // Opens what `input` is in place of what is open; resolves to the load summary.
  async load(input, { signal, onProgress, format, mapping, transcripts, ...options } = {}) {
    const core = await this.#ready();
    const sources = await sourcesOf(input, options);
    signal?.throwIfAborted();
    const cancel = () => core.cancel();
    const progress = ({ detail }) => onProgress?.(detail);
    signal?.addEventListener('abort', cancel);
    this.addEventListener('chatgauge-progress', progress);
    try {
      return await new Promise((resolve, reject) => core.load(sources, mapping ?? (format && { format }), transcripts, resolve, reject));
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.removeEventListener('chatgauge-progress', progress);
    }
  }

  // Adds events to what is open; resolves to the load summary.
  async append(events) {
    const core = await this.#ready();
    return new Promise((resolve, reject) => core.append(eventsOf(events), resolve, reject));
  }

  // Forgets the data.
  async clear() {
    (await this.#ready()).clear();
  }

  // The core, once the module is there.
  async #ready() {
    await this.#started;
    if (!this.#core) throw new DOMException('The element is not in a document.', 'InvalidStateError');
    return this.#core;
  }

  attributeChangedCallback(name) {
    this.#core?.attribute(name);
  }
}
