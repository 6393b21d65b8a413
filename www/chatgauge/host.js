// What the core may ask of the page's side.
import { filesOf } from './files.js';

const scripts = globalThis.trustedTypes?.createPolicy('chatgauge', { createScriptURL: url => url });

async function textAt(address) {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
}

export class Host {
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
    const ports = (message.sources ?? []).map(source => source.port).filter(Boolean);
    this.#worker?.postMessage(message, ports);
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
