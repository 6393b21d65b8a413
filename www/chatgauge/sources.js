// What a history is read from, as chunks of bytes.
import { Archive, Session } from './chatgauge.js';

// The bytes of a source, unpacked. The session hears of each chunk as it comes.
export async function* bytesOf(source, session, signal) {
  const raw = counted(opened(source, session, signal), session);
  yield* gunzipped(source.packed ? unpacked(raw, source.packed) : raw);
}

async function* gunzipped(chunks) {
  const first = await chunks.next();
  if (first.done) return;
  const whole = chain(first.value, chunks);
  yield* Session.zipped(first.value) ? through(whole, 'gzip') : whole;
}

async function* unpacked(chunks, packed) {
  for await (const chunk of packed.deflated ? through(chunks, 'deflate-raw') : chunks) {
    packed.check(chunk);
    yield chunk;
  }
  packed.verify();
}

// The files of an archive as sources, if the source whose bytes begin so is one; what was read of
// an archive that is no file is kept by the browser until then.
export async function archiveOf(source, first, rest) {
  if (source.packed || !Archive.begins(first)) return undefined;
  if (source instanceof Blob) await rest.return();
  const file = source instanceof Blob ? source : await new Response(streamOf(chain(first, rest))).blob();
  const at = async ([from, to]) => new Uint8Array(await file.slice(from, to).arrayBuffer());
  const archive = new Archive(file.size);
  for (let range; (range = archive.wants()); ) archive.take(await at(range));
  return filesOf(archive, at, file, source.name ?? source.address);
}

async function* filesOf(archive, at, file, name) {
  for (let packed; (packed = archive.file()); ) {
    const open = async () => file.slice(...packed.data(await at(packed.header()))).stream();
    yield { name: `${name}/${packed.name}`, packed, open };
  }
}

function opened(source, session, signal) {
  if (source instanceof Blob) return chunksOf(source.stream());
  if (source.packed) return later(source.open);
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

async function* later(open) {
  yield* chunksOf(await open());
}

export async function* chain(first, rest) {
  yield first;
  yield* rest;
}

const through = (chunks, format) => chunksOf(streamOf(chunks).pipeThrough(new DecompressionStream(format)));

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
