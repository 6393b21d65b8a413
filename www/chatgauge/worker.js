// The worker: reads sources and feeds them to the engine, away from the page.
import init, { Session } from './chatgauge.js';
import { compile } from './compile.js';
import { Parsers } from './parsers.js';
import { archiveOf, bytesOf, chain } from './sources.js';

let session;
// The module of those that read beside this worker: fetched at once, so that nothing is fetched later.
let reader = compileReader();
reader.catch(() => {}); // Tried again when it is needed.
let loading;
let loaded; // Settles when the load under way has ended.
const started = new Promise(resolve => {
  const start = async ({ data }) => {
    removeEventListener('message', start);
    await init({ module_or_path: data.module });
    session = new Session(message => postMessage(message));
    data.port?.postMessage('started');
    resolve();
  };
  addEventListener('message', start);
});

const answers = {
  start() {},
  load(order) {
    loading?.abort();
    return (loaded = load(order));
  },
  async append({ id, file }) {
    const bytes = await file.arrayBuffer();
    await loaded?.catch(() => {});
    session.append(id, new Uint8Array(bytes));
  },
  cancel: () => loading?.abort(),
  board({ id, query, asks }) {
    session.board(id, query, asks);
  },
  usual({ query, asks }) {
    session.usual(query, asks);
  },
  preview: ({ id, load, name, mapping }) => session.preview(id, load, name, mapping),
  settings: ({ settings }) => session.settings(settings),
  report({ port, query }) {
    port.postMessage({ answer: session.report(query) });
  },
  clear() {
    session.clear();
  },
};

addEventListener('message', async ({ data }) => {
  await started;
  try {
    await answers[data.kind](data);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) postMessage({ panic: { message: String(error) } });
    else if (data.port) data.port.postMessage({ error: { message: error.message, code: error.code } });
    else session.failed(data.id, error);
  }
});

function compileReader() {
  return compile(new URL('./reader_bg.wasm', import.meta.url));
}

async function load({ id, sources, hows, known, zone, bytes, transcripts }) {
  const { signal } = (loading = new AbortController());
  const sizes = sources.filter(source => source instanceof Blob).map(file => file.size);
  const helpers = session.start(id, zone, known, sizes, bytes, transcripts);
  let parsers;
  const hand = async piece => {
    const module = await (reader = reader.catch(compileReader));
    parsers ??= new Parsers(module, helpers, (number, part) => signal.aborted || session.absorb(number, part));
    await parsers.give(piece);
  };
  signal.addEventListener('abort', () => parsers?.end());
  const settled = () => parsers?.settled();
  try {
    for (const [index, source] of sources.entries()) {
      await readSource(source, hows[index], { hand, settled }, signal);
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

async function readSource(source, how, help, signal) {
  try {
    session.begin(source.name ?? source.address, how);
    const chunks = bytesOf(source, session, signal);
    const first = await chunks.next();
    const files = first.done ? undefined : await archiveOf(source, first.value, chunks);
    if (files) {
      let any = false;
      for await (const file of files) {
        any = true;
        if (!signal.aborted) await readSource(file, how, help, signal);
      }
      if (any) return;
    } else if (!first.done) await feed(source, chain(first.value, chunks), help, signal);
  } catch (error) {
    if (!signal.aborted) session.trouble(error);
  }
  if (signal.aborted) return;
  await help.settled();
  session.end();
}

async function feed(source, chunks, { hand }, signal) {
  const handOn = async () => {
    for (let piece; !signal.aborted && (piece = session.piece()); ) {
      const { number, isList, phrases, range } = piece;
      await hand({ number, isList, phrases, range, file: range && source, bytes: piece.bytes() });
    }
  };
  for await (const chunk of chunks) {
    if (signal.aborted) return;
    session.feed(chunk);
    if (source instanceof Blob && session.leave(source.size)) break;
    await handOn();
  }
  await handOn();
}
