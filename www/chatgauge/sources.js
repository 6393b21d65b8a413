// What a history is read from, as chunks of bytes.
import { Session } from './chatgauge.js';

// The bytes of a source, unpacked. The session hears of each chunk as it comes.
export async function* bytesOf(source, session, signal) {
  const raw = counted(opened(source, session, signal), session);
  const first = await raw.next();
  if (first.done) return;
  const whole = chain(first.value, raw);
  if (!Session.zipped(first.value)) return yield* whole;
  yield* chunksOf(streamOf(whole).pipeThrough(new DecompressionStream('gzip')));
}

function opened(source, session, signal) {
  if (source instanceof Blob) return chunksOf(source.stream());
  return source.port ? fed(source.port, session, signal) : fetched(source, session, signal);
}

async function* counted(chunks, session) {
  try {
    for await (const chunk of chunks) {
      session.taken(chunk);
      yield chunk;
    }
  } catch (error) {
    session.broke(error);
    throw error;
  }
}

// A transfer that breaks off goes on where it stopped, if the server can do that.
async function* fetched({ address, credentials }, session, signal) {
  let headers;
  for (;;) {
    const response = await fetch(address, { credentials, cache: 'no-cache', headers, signal });
    session.answered(response);
    try {
      return yield* chunksOf(response.body);
    } catch (error) {
      headers = signal.aborted ? undefined : session.resume();
      if (!headers) throw error;
    }
  }
}

// What the page fetches itself, chunk by chunk as it is asked for.
async function* fed(port, session, signal) {
  try {
    for (;;) {
      const told = new Promise(resolve => (port.onmessage = ({ data }) => resolve(data)));
      port.postMessage('next');
      const { chunk, answer, error } = await told;
      if (signal.aborted) return;
      if (error !== undefined) throw error ?? new TypeError();
      if (answer) session.answered(new Response(null, answer));
      else if (chunk) yield chunk;
      else return;
    }
  } finally {
    port.postMessage('end');
    port.close();
  }
}

async function* chunksOf(stream) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function* chain(first, rest) {
  yield first;
  yield* rest;
}

function streamOf(chunks) {
  return new ReadableStream({
    async pull(queue) {
      const { done, value } = await chunks.next();
      if (done) queue.close();
      else queue.enqueue(value);
    },
    cancel: () => chunks.return(),
  });
}
