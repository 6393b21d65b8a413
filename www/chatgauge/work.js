// What is done away from the page, if it can be: sources are read and fed to the engine, which answers.
import init, { Session } from './chatgauge.js';
import { compile } from './compile.js';
import { Parsers } from './parsers.js';
import { archiveOf, bytesOf, chain } from './sources.js';

const SLICE = 1 << 18; // Bytes that are read in a moment that nobody notices.

export class Work {
  #port;
  #rest; // Gives way to others who work in this thread.
  #session;
  #parser;
  #reader; // The module of the parsers.
  #loading;
  #loaded; // Settles when the load under way has ended.
  #begun;
  #begin;

  // Hears and answers at `port`. Where others work in this thread, `rest` lets them.
  constructor(port, rest) {
    this.#port = port;
    this.#rest = rest;
    this.#begun = new Promise(resolve => (this.#begin = resolve));
    port.onmessage = ({ data }) => this.#hear(data);
    port.postMessage('ready');
  }

  async #hear(order) {
    try {
      if (order.kind === 'parsers') return this.#prepare(order);
      if (order.kind === 'start') return await this.#start(order);
      await this.#begun;
      await this[order.kind](order);
    } catch (error) {
      if (!this.#session) reportError(error);
      else if (order.port) order.port.postMessage({ error: { message: error.message, code: error.code } });
      else if (!(error instanceof WebAssembly.RuntimeError)) this.#session.failed(order.id, error);
      // In the page, what broke has told it already.
      else if (!this.#rest) this.#port.postMessage({ panic: { message: String(error) } });
    }
  }

  // Fetches at once, so that nothing is fetched later, what reads beside this thread.
  #prepare({ parser, reader }) {
    if (!parser || !reader || this.#rest) return;
    this.#parser = parser;
    this.#reader = compile(reader);
    this.#reader.catch(() => (this.#parser = undefined));
  }

  async #start({ module, port }) {
    await init({ module_or_path: module });
    this.#session = new Session(message => this.#port.postMessage(message));
    port?.postMessage('started');
    this.#begin();
  }

  async append({ id, file }) {
    const bytes = await file.arrayBuffer();
    await this.#loaded?.catch(() => {});
    this.#session.append(id, new Uint8Array(bytes));
  }

  cancel() {
    this.#loading?.abort();
  }

  ask({ id, question }) {
    this.#session.ask(id, question);
  }

  // What the host asks: a method of the session.
  tell({ port, what, about }) {
    port.postMessage({ answer: this.#session[what](about) });
  }

  facts({ port, ask }) {
    port.postMessage({ answer: this.#session.facts(ask) });
  }

  clear() {
    this.#session.clear();
  }

  // Nothing is wanted any more: what is held goes.
  end() {
    this.cancel();
    this.clear();
    this.#port.close();
  }

  load(order) {
    this.cancel();
    return (this.#loaded = this.#load(order));
  }

  async #load({ id, sources, hows, known, zone, bytes, transcripts }) {
    const { signal } = (this.#loading = new AbortController());
    const session = this.#session;
    const sizes = sources.filter(source => source instanceof Blob).map(file => file.size);
    session.start(id, zone, known, sizes, bytes, transcripts);
    const helpers = this.#parser ? session.share() : 0;
    let parsers;
    const hand = async piece => {
      const module = await this.#reader;
      const take = (number, part) => signal.aborted || session.absorb(number, part);
      parsers ??= new Parsers(this.#parser, module, helpers, take);
      await parsers.give(piece);
    };
    signal.addEventListener('abort', () => parsers?.end());
    const settled = () => parsers?.settled();
    try {
      for (const [index, source] of sources.entries()) {
        await this.#readSource(source, hows[index], { hand, settled }, signal);
        if (signal.aborted) return;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
      return;
    } finally {
      parsers?.end();
    }
    session.adopt();
  }

  async #readSource(source, how, help, signal) {
    const session = this.#session;
    try {
      session.begin(source.name ?? source.address, how);
      const chunks = bytesOf(source, session, signal);
      const first = await chunks.next();
      const files = first.done ? undefined : await archiveOf(source, first.value, chunks);
      if (files) {
        let any = false;
        for await (const file of files) {
          any = true;
          if (!signal.aborted) await this.#readSource(file, how, help, signal);
        }
        if (any) return;
      } else if (!first.done) await this.#feed(source, chain(first.value, chunks), help, signal);
    } catch (error) {
      if (!signal.aborted) session.trouble(error);
    }
    if (signal.aborted) return;
    await help.settled();
    session.end();
  }

  async #feed(source, chunks, { hand }, signal) {
    const session = this.#session;
    const handOn = async () => {
      for (let piece; !signal.aborted && (piece = session.piece()); ) {
        const { number, isList, phrases, range } = piece;
        await hand({ number, isList, phrases, range, file: range && source, bytes: piece.bytes() });
      }
    };
    for await (const chunk of this.#rest ? sliced(chunks, this.#rest) : chunks) {
      if (signal.aborted) return;
      session.feed(chunk);
      if (source instanceof Blob && session.leave(source.size)) break;
      await handOn();
    }
    await handOn();
  }
}

async function* sliced(chunks, rest) {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      await rest();
      yield chunk.subarray(at, at + SLICE);
    }
  }
}
