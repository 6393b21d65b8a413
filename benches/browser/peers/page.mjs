// The page of one peer: index.html#name starts what /built/name.js has.
const name = location.hash.slice(1);

async function begin() {
  globalThis.peer = await import(new URL(`/built/${name}.js`, location.href));
  await globalThis.peer.start?.();
  // Since the page was asked for.
  return performance.now();
}

globalThis.ready = begin();
