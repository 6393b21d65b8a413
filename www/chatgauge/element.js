// The element: hands its life and its attributes to the core in Rust.
import init, { Element } from './chatgauge.js';
import { compile } from './compile.js';
import { Host } from './host.js';
import { eventsOf, sourcesOf } from './inputs.js';
import { mirror, mirrored } from './mirror.js';

let shared; // One compiled module for all elements and their workers.

async function begin(source) {
  try {
    const module = await compile(source);
    await init({ module_or_path: module });
    return module;
  } catch (error) {
    shared = undefined; // The next element tries again.
    throw error;
  }
}

export class ChatGauge extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = ['src', 'mapping', 'settings', 'view', 'period', 'compare', 'timezone', 'theme', 'layout'];
  // Where the files lie that the element needs; without a worker's address all is done in the page's own thread.
  static files = {};
  #core;
  #host;
  #settings;
  #state = '';
  #started;

  connectedCallback() {
    this.toggleAttribute('failed', false);
    if (!this.#core) this.#started = this.#start();
  }

  async #start() {
    let host;
    try {
      [...mirrored, 'settings', 'state'].forEach(name => this.#adopt(name));
      const { files } = ChatGauge;
      host = new Host(this, this.hasAttribute('no-worker') ? {} : files);
      host.module = await (shared ??= begin(this.wasm ?? this.getAttribute('wasm-src') ?? files.module));
      if (!this.isConnected || this.#core) return host.stop();
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      this.#host = host;
      this.#core = new Element(this, root, this.#host);
      if (this.#settings) this.#core.give(this.#settings, true);
      if (this.#state) this.#core.show('state', this.#state);
    } catch (error) {
      host?.stop();
      this.toggleAttribute('failed', true);
      this.dispatchEvent(new CustomEvent('chatgauge-error', { bubbles: true, composed: true, detail: error }));
    }
  }

  disconnectedCallback() {
    // It may only be on its way to another place.
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  #stop() {
    this.#core?.disconnect();
    this.#core?.free();
    this.#core = undefined;
    this.#host = undefined;
  }

  get settings() {
    return this.#core?.settings() ?? this.#settings;
  }

  // An object, or the address of one.
  set settings(object) {
    if (typeof object === 'string') return this.setAttribute('settings', object);
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

  // What a link to the screen says behind its #.
  get state() {
    return this.#core?.state() ?? this.#state;
  }

  // Frameworks that know no attributes say the attribute's values here.
  set state(text) {
    if (text === 'hash' || text === 'none') return this.setAttribute('state', text);
    this.#state = text;
    this.#core?.show('state', text);
  }

  // The report object, by a query of the same names as the command line's options.
  report(query = {}) {
    return this.#ask('report', query);
  }

  // Rows of the register, and how many there are in all.
  conversations(query = {}) {
    return this.#ask('conversations', query);
  }

  // One conversation, by its name in the register.
  thread(id) {
    return this.#ask('thread', id);
  }

  // Narrows what is shown: values by field, excluded where the field ends in "!".
  async filter(filters = {}) {
    (await this.#ready()).show('filters', filters);
  }

  // The dates: a name, two dates with ".." between them, or { from, to }.
  async setPeriod(period) {
    (await this.#ready()).show('period', period);
  }

  async setView(name) {
    (await this.#ready()).show('view', name);
  }

  // The report as a file.
  async exportReport({ format = 'json', ...query } = {}) {
    if (format !== 'json') throw new TypeError('exportReport() writes "json"');
    return new Blob([JSON.stringify(await this.report(query), null, 2), '\n'], { type: 'application/json' });
  }

  // A card or chart on the screen as a file, by its name in links.
  exportImage(chart, { format = 'png' } = {}) {
    return this.#take(chart, format);
  }

  // The numbers of a card or chart, of all "cards", or the "conversations" of a query.
  async exportCsv(what = 'conversations', query = {}) {
    if (what !== 'conversations') return this.#take(what === 'cards' ? '' : what, 'csv');
    return new Blob(await this.#ask('csv', query), { type: 'text/csv' });
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
    if (events instanceof Node) return super.append(...arguments);
    const core = await this.#ready();
    return new Promise((resolve, reject) => core.append(eventsOf(events), resolve, reject));
  }

  // Forgets the data.
  async clear() {
    (await this.#ready()).clear();
  }

  async #ask(what, about) {
    await this.#ready();
    return this.#host.ask({ kind: 'tell', what, about });
  }

  async #take(name, format) {
    const core = await this.#ready();
    return new Promise((resolve, reject) => core.take(name, format, resolve, reject));
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

mirror(ChatGauge);
