// What the core may ask of the page's side.
import { filesOf } from './files.js';
import { Workplace } from './workplace.js';

async function textAt(address) {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
}

export class Host {
  #element;
  #files; // Where the scripts and modules lie that a worker needs.
  #module;
  #worker;
  #waiting; // A worker that fetches its scripts while the module is compiled.
  #posted = 0;
  #asked = 0; // Questions that wait for their answers.

  constructor(element, files) {
    this.#element = element;
    this.#files = files;
    this.#waiting = this.#made();
  }

  set module(module) {
    this.#module = module;
  }

  start(hear) {
    this.#worker?.terminate();
    this.#worker = this.#launch(hear);
  }

  // Puts a fresh worker in place of this one, whose memory goes with it, unless something else is asked of this one first.
  renew(hear, message) {
    const worker = this.#worker;
    const posted = this.#posted;
    const { port1, port2 } = new MessageChannel();
    const fresh = this.#launch(hear, port2);
    fresh.postMessage(message);
    port1.onmessage = () => {
      port1.close();
      const idle = worker === this.#worker && posted === this.#posted && !this.#asked;
      if (idle) this.#worker = fresh;
      (idle ? worker : fresh).terminate();
    };
  }

  // A worker that has only been told what to fetch.
  #made() {
    const { worker, parser, reader } = this.#files;
    const made = new Workplace(worker);
    made.postMessage({ kind: 'parsers', parser: String(parser ?? ''), reader: String(reader ?? '') });
    return made;
  }

  #launch(hear, port) {
    const worker = this.#waiting ?? this.#made();
    this.#waiting = undefined;
    // What a worker says that is not this one's any more is nobody's business.
    const told = data => worker === this.#worker && hear(data);
    worker.onmessage = worker.onlost = told;
    worker.postMessage({ kind: 'start', module: this.#module, port }, port ? [port] : []);
    return worker;
  }

  stop() {
    this.#waiting?.terminate();
    this.#worker?.terminate();
    this.#waiting = this.#worker = undefined;
  }

  post(message) {
    this.#posted += 1;
    const ports = (message.sources ?? []).map(source => source.port).filter(Boolean);
    this.#worker?.postMessage(message, ports);
  }

  // Asks the worker what only the caller waits for.
  ask(message) {
    const { port1, port2 } = new MessageChannel();
    this.#asked += 1;
    return new Promise((resolve, reject) => {
      port1.onmessage = ({ data: { answer, error } }) => {
        if (error) reject(Object.assign(new Error(error.message), error));
        else resolve(answer);
      };
      this.#worker.postMessage({ ...message, port: port2 }, [port2]);
    }).finally(() => {
      port1.close();
      this.#asked -= 1;
    });
  }

  read(source, done) {
    const text = source instanceof Blob ? source.text() : textAt(source);
    text.then(JSON.parse).then(done, error => done(undefined, error));
  }

  // Hands over the page of a report, and what is open as it goes into it, packed.
  publish(ask, done) {
    const made = async () => {
      const page = await textAt(this.#files.report);
      const facts = new Blob([await this.ask({ kind: 'facts', ask })]);
      const packed = new Response(facts.stream().pipeThrough(new CompressionStream('gzip')));
      return [page, new Uint8Array(await packed.arrayBuffer())];
    };
    made().then(parts => done(...parts), error => done(undefined, error));
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
