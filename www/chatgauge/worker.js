// The worker: reads sources and feeds them to the engine, away from the page.
import init, { Session } from './chatgauge.js';

let session;
let loading;
const started = new Promise(resolve => {
  const start = async ({ data }) => {
    removeEventListener('message', start);
    await init({ module_or_path: data.module });
    session = new Session(message => postMessage(message));
    resolve();
  };
  addEventListener('message', start);
});

const answers = {
  start() {},
  load,
  cancel() {
    loading?.abort();
  },
  board({ id, query, asks }) {
    session.board(id, query, asks);
  },
  usual({ query, asks }) {
    session.usual(query, asks);
  },
  settings({ settings }) {
    session.settings(settings);
  },
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

async function load({ id, sources, zone }) {
  loading?.abort();
  const { signal } = (loading = new AbortController());
  session.start(id, zone, sources.filter(source => source instanceof Blob).map(file => file.size));
  for (const source of sources) {
    const name = source.name ?? source.address;
    session.begin(name);
    try {
      await read(await open(source, signal), signal);
    } catch (error) {
      if (signal.aborted) return;
      session.trouble(error);
    }
    if (signal.aborted) return;
    session.end();
  }
  session.adopt();
}

async function open(source, signal) {
  if (source instanceof Blob) return source.stream();
  const response = await fetch(source.address, { credentials: 'same-origin', signal });
  if (!response.ok) throw response;
  session.expect(response.headers.get('Content-Length'));
  return response.body;
}

async function read(stream, signal) {
  const raw = stream.getReader();
  signal.addEventListener('abort', () => raw.cancel().catch(() => {}));
  const first = await raw.read();
  if (first.done) return;
  const counted = new ReadableStream({
    start(queue) {
      session.taken(first.value);
      queue.enqueue(first.value);
    },
    async pull(queue) {
      const { done, value } = await raw.read();
      if (done) return queue.close();
      session.taken(value);
      queue.enqueue(value);
    },
  });
  const zipped = Session.zipped(first.value);
  const reader = (zipped ? counted.pipeThrough(new DecompressionStream('gzip')) : counted).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done || signal.aborted) return;
    session.feed(value);
  }
}
