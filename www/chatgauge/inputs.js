// What a caller may hand over, as sources that the worker can read.

const lines = events => new File([events.map(event => JSON.stringify(event)).join('\n')], 'events.ndjson');

// Events to be added: objects, or text or bytes that a file could hold.
export function eventsOf(events) {
  if (Array.isArray(events)) return lines(events);
  return new File([events], 'events.ndjson');
}

// An address, a File, a Blob, text, bytes, a Response, a ReadableStream, event objects, or several
// of these. Addresses are fetched by the worker, or here with the caller's own `fetch`.
export async function sourcesOf(input, options) {
  const several = Array.isArray(input) || input instanceof FileList ? [...input] : [input];
  const events = several.length > 0 && several.every(one => one && Object.getPrototypeOf(one) === Object.prototype);
  return events ? [lines(several)] : Promise.all(several.map(one => sourceOf(one, options)));
}

function sourceOf(input, { name = 'history', fetch, credentials }) {
  if (input instanceof File) return input;
  if (input instanceof Response) return fed(() => input, input.url || name);
  if (input instanceof ReadableStream) return fed(() => new Response(input), name);
  if (input instanceof URL || (typeof input === 'string' && !/^\s*[[{]|\n/.test(input))) {
    const address = String(input);
    return fetch ? fed(() => fetch(address), address) : { address, credentials };
  }
  if (typeof input === 'string' || input instanceof Blob || ArrayBuffer.isView(input) || input instanceof ArrayBuffer) {
    return new File([input], name);
  }
  throw new TypeError('load() takes files, addresses, text, bytes, streams, responses or event objects');
}

// Hands the body of a response to the worker, a chunk whenever it asks for one.
function fed(open, name) {
  const { port1, port2 } = new MessageChannel();
  let reader;
  async function next() {
    if (reader) return { chunk: (await reader.read()).value };
    const { body, status, headers } = await open();
    reader = (body ?? new Blob().stream()).getReader();
    return { answer: { status, headers: [...headers] } };
  }
  port1.onmessage = ({ data }) => {
    if (data === 'end') {
      port1.close();
      reader?.cancel().catch(() => {});
      return;
    }
    // A TypeError is the browser's own way to say that the network failed.
    const why = error => ({ error: error instanceof TypeError ? null : String(error?.message ?? error) });
    next().catch(why).then(answer => port1.postMessage(answer));
  };
  return { name, port: port2 };
}
